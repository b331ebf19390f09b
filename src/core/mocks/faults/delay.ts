import type { Exchange } from '../../exchange.ts'
import type { Random } from '../random.ts'
import type { Delay } from '../route.ts'

/** A timer longer than this is begun again: some runtimes give up a request that has none. */
const HEARTBEAT = 30_000

/** Waits until the time is over or the client has gone. */
export async function delayed({ request }: Exchange, delay: Delay, random: Random): Promise<void> {
  const { signal } = request
  if (delay !== 'hang') return pause(delay.from + random() * (delay.to - delay.from), signal)
  while (!signal.aborted) await pause(HEARTBEAT, signal)
}

/** Resolves when the time is over, or as soon as `signal` says that nobody waits. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
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
export function goneResponse(exchange: Exchange): Response {
  exchange.note('route', 'hung until the client went')
  return exchange.respond(503, null, {})
}
