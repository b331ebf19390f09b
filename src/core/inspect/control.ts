import type { Exchange, Step } from '../exchange.ts'
import { errorResponse } from '../page/error.ts'

/** The name below the base that is webstand's own. */
export const CONTROL = '__webstand'

/** A text that pages of webstand's own load; its name changes with it. */
export interface ControlAsset {
  readonly name: string
  readonly type: string
  readonly text: string
}

/** Answers below `/__webstand/`, with fields of its own only. What it does not have does not exist. */
export function controlStep(assets: readonly ControlAsset[]): Step {
  const byName = new Map(assets.map((asset) => [asset.name, asset]))
  return (exchange) => {
    const [first, name = '', ...rest] = exchange.url.segments
    if (first !== CONTROL) return null
    const asset = rest.length === 0 && exchange.isRead ? byName.get(name) : undefined
    if (asset !== undefined) return assetResponse(exchange, asset)
    exchange.note('control', 'nothing is here')
    return errorResponse(exchange, { status: 404, detail: 'Nothing is at this address.' })
  }
}

function assetResponse(exchange: Exchange, { name, type, text }: ControlAsset): Response {
  exchange.note('control', name)
  const body = new TextEncoder().encode(text)
  return exchange.respond(200, body, {
    'Content-Type': type,
    'Content-Length': String(body.byteLength),
    'Cache-Control': 'public, max-age=31536000, immutable',
    'X-Content-Type-Options': 'nosniff',
  })
}
