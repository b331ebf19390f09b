import type { Exchange } from '../exchange.ts'
import { errorResponse } from '../page/error.ts'

/** Milliseconds before each further look at a file that is being written. */
const PAUSES = [0, 5, 20, 60]

/**
 * Answers with a file that changed between being found and being opened, once it rests for a moment;
 * else with 503. `null`: it has gone meanwhile.
 */
export async function lookAgain(
  exchange: Exchange,
  look: () => Promise<Response | 'changed' | null>,
): Promise<Response | null> {
  for (const pause of PAUSES) {
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause))
    const found = await look()
    if (found !== 'changed') return found
  }
  const detail = 'The file is being changed at this moment. Ask again.'
  exchange.noteMore('it changes faster than it can be read')
  return errorResponse(exchange, { status: 503, detail, fields: { 'Retry-After': '1' } })
}
