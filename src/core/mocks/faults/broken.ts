import type { Exchange } from '../../exchange.ts'
import type { Platform } from '../../platform.ts'
import type { Fault } from '../route.ts'
import { pause } from './delay.ts'

/** Milliseconds that a runtime needs to send what it has before the connection ends. */
const FLUSH = 30

/** Ends the connection without a byte, or as nearly so as the runtime can. */
export function droppedResponse(exchange: Exchange): Response {
  const { platform } = exchange
  exchange.noteMore('dropped the connection')
  platform.abort?.()
  const body = new ReadableStream({ pull: (controller) => endBody(platform, controller) })
  return exchange.respond(200, body, {})
}

/** Where no runtime could end the connection, a body that fails is the way. */
function endBody(
  { abort }: Platform,
  controller: ReadableStreamDefaultController<Uint8Array>,
): void {
  if (abort !== undefined) controller.close()
  else controller.error(undefined) // a reason would be printed as if it were a mistake
}

/** An answer as a fault makes it: cut short, or in pieces; other faults leave it as it is. */
export function brokenResponse(
  exchange: Exchange,
  response: Response,
  fault: Fault | undefined,
): Response {
  const { body, status, headers } = response
  if (body === null || (fault?.kind !== 'cut' && fault?.kind !== 'drip')) return response
  const { size } = exchange
  if (fault.kind === 'cut') {
    const bytes = fault.bytes ?? Math.floor((size ?? 0) / 2)
    exchange.noteMore(`cut after ${bytes} bytes`)
    return new Response(cutBody(exchange, body, bytes), { status, headers })
  }
  const length = Math.max(1, Math.ceil((size ?? 65_536) / fault.pieces))
  return new Response(drippedBody(body, length, fault.over / fault.pieces), { status, headers })
}

/** So many bytes, and the end of the connection. */
function cutBody(
  exchange: Exchange,
  body: ReadableStream<Uint8Array>,
  bytes: number,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  let left = bytes
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = left === 0 ? CUT : await reader.read()
      if (!done && value !== undefined) {
        controller.enqueue(value.subarray(0, left))
        left -= Math.min(left, value.byteLength)
        return
      }
      await pause(FLUSH)
      await reader.cancel()
      exchange.platform.abort?.()
      endBody(exchange.platform, controller)
    },
    cancel: (reason) => reader.cancel(reason),
  })
}

const CUT = { done: true, value: undefined }

/** Pieces of so many bytes, with so many milliseconds between them. */
function drippedBody(
  body: ReadableStream<Uint8Array>,
  length: number,
  milliseconds: number,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  let rest: Uint8Array = new Uint8Array()
  let left = length
  return new ReadableStream({
    async pull(controller) {
      while (rest.byteLength === 0) {
        const { done, value } = await reader.read()
        if (done) return controller.close()
        rest = value
      }
      if (left === 0) {
        await pause(milliseconds)
        left = length
      }
      const part = rest.subarray(0, left)
      controller.enqueue(part)
      rest = rest.subarray(part.byteLength)
      left -= part.byteLength
    },
    cancel: (reason) => reader.cancel(reason),
  })
}
