import { after } from '../after.ts'
import type { Answer, Exchange, Step } from '../exchange.ts'
import { bytesRepresentation } from '../files/representation.ts'
import { representationResponse } from '../files/respond.ts'
import { errorResponse } from '../page/error.ts'
import type { Events } from './events.ts'

/** The name below the base that is webstand's own. */
export const CONTROL = '__webstand'

const encoder = new TextEncoder()

/** A text that pages of webstand's own load; its name changes with it. */
export interface ControlAsset {
  readonly name: string
  readonly type: string
  readonly text: () => string | Promise<string>
}

export interface ControlOptions {
  /** For everybody. */
  readonly assets: readonly ControlAsset[]
  /** For the owner, at `events`; `null`: there are none. */
  readonly events: Events | null
  readonly isOwner: (exchange: Exchange) => boolean
}

/** Answers below `/__webstand/`, with fields of its own only. What it does not have does not exist. */
export function controlStep({ assets, events, isOwner }: ControlOptions): Step {
  const byName = new Map(assets.map((asset) => [asset.name, asset]))
  return (exchange) => {
    const [first, name = '', ...rest] = exchange.url.segments
    if (first !== CONTROL) return null
    if (rest.length === 0 && exchange.isRead) {
      const asset = byName.get(name)
      if (asset !== undefined) return assetResponse(exchange, asset)
      if (name === 'events' && events !== null && isOwner(exchange)) return events.respond(exchange)
    }
    exchange.note('control', 'nothing is here')
    return errorResponse(exchange, { status: 404, detail: 'Nothing is at this address.' })
  }
}

function assetResponse(exchange: Exchange, { name, type, text }: ControlAsset): Answer {
  exchange.note('control', name)
  const fields = { 'Cache-Control': 'public, max-age=31536000, immutable' }
  const validators = { etag: `"${name}"` }
  return after(text(), (known) => {
    const representation = bytesRepresentation(encoder.encode(known), type, { validators, fields })
    return representationResponse(exchange, representation)
  })
}
