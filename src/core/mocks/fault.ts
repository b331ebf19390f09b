import { after } from '../after.ts'
import type { Answer, Exchange, Step } from '../exchange.ts'
import { errorResponse } from '../page/error.ts'
import type { Call } from './call.ts'
import type { Counters } from './counters.ts'
import { sessionOf } from './counters.ts'
import { type Random, seededRandom } from './random.ts'
import type { Delay, Fault, Variant } from './route.ts'

/** Milliseconds that a runtime needs to send what it has before the connection ends. */
const FLUSH = 30

/** A timer longer than this is begun again: some runtimes give up a request that has none. */
const HEARTBEAT = 30_000

/** Answers late, or wrongly, as a variant says. `wait` is what `Prefer` asks for, in milliseconds. */
export async function faultyResponse(
  call: Call,
  variant: Variant,
  { wait, answer }: { wait: number | null; answer: () => Answer },
): Promise<Response | null> {
  const { exchange } = call
  const { fault, delay } = variant
  const refused = fault?.kind === 'limit' ? limited(call, fault) : null
  if (refused !== null) return refused

  const asked = wait === null ? delay : { from: wait, to: wait }
  if (asked !== undefined) await delayed(exchange, asked, () => call.random())
  if (asked === 'hang') return goneResponse(exchange)
  if (fault?.kind === 'drop') return droppedResponse(exchange)
  const response = await answer()
  return response === null ? null : brokenResponse(exchange, response, fault)
}

/** 429 when the period has had its answers, RFC 6585 §4. */
function limited(call: Call, { count, period }: Fault & { kind: 'limit' }): Response | null {
  const { exchange, match, mocks, session } = call
  const key = `limit ${match.route.method} ${match.route.pattern}`
  const { before, left } = mocks.counters.countWithin(session, key, period)
  if (before < count) return null
  exchange.note('route', `more than ${count} requests in ${period} ms`)
  const seconds = Math.max(1, Math.ceil(left / 1000))
  const detail = `This route answers ${count} times in ${period} ms. Try again in ${seconds} s.`
  return errorResponse(exchange, { status: 429, detail, fields: { 'Retry-After': `${seconds}` } })
}

/** Waits until the time is over or the client has gone. */
async function delayed({ request }: Exchange, delay: Delay, random: Random): Promise<void> {
  const { signal } = request
  if (delay !== 'hang') return pause(delay.from + random() * (delay.to - delay.from), signal)
  while (!signal.aborted) await pause(HEARTBEAT, signal)
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    if (signal?.aborted) end()
    else signal?.addEventListener('abort', end)
  })
}

/** Nobody is there to read it: it is for the log. */
function goneResponse(exchange: Exchange): Response {
  exchange.note('route', 'hung until the client went')
  return exchange.respond(503, null, {})
}

/** Ends the connection without a byte, or as nearly so as the runtime can. */
function droppedResponse(exchange: Exchange): Response {
  exchange.note('route', 'dropped the connection')
  const body = new ReadableStream({ pull: (controller) => endConnection(exchange, controller) })
  return exchange.respond(200, body, {})
}

/** A runtime that can end a connection does; for others a body that fails is the way. */
function endConnection(
  { platform }: Exchange,
  controller: ReadableStreamDefaultController<Uint8Array>,
): void {
  if (platform.abort !== undefined) {
    platform.abort()
    controller.close()
  } else controller.error(undefined) // a reason would be printed as if it were a mistake
}

function brokenResponse(
  exchange: Exchange,
  response: Response,
  fault: Fault | undefined,
): Response {
  const { body, status, headers } = response
  if (body === null || (fault?.kind !== 'cut' && fault?.kind !== 'drip')) return response
  const { size } = exchange
  if (fault.kind === 'cut') {
    const bytes = fault.bytes ?? Math.floor((size ?? 0) / 2)
    exchange.note('route', `cut after ${bytes} bytes`)
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
      endConnection(exchange, controller)
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

export interface FaultStepOptions {
  readonly delay?: Delay
  /** Of a hundred requests, how many fail. */
  readonly fail?: number
  readonly seed?: string
  readonly counters: Counters
}

/** Makes everything slower, or fail now and then. */
export function faultStep({ delay, fail = 0, seed, counters }: FaultStepOptions): Step {
  const randomOf = (exchange: Exchange): Random => {
    if (seed === undefined) return Math.random
    const session = sessionOf(exchange)
    return seededRandom(`${seed}/fault/${session}/${counters.count(session, 'fault')}`)
  }
  return (exchange) => {
    const random = randomOf(exchange)
    const waited = delay === undefined ? undefined : delayed(exchange, delay, random)
    return after(waited, () => {
      if (delay === 'hang') return goneResponse(exchange)
      if (random() * 100 >= fail) return null
      exchange.note('fault', `fails ${fail}% of the time (--fail)`)
      const detail = 'This answer failed on purpose: --fail'
      return errorResponse(exchange, { status: 503, detail })
    })
  }
}
