import { after } from '../after.ts'
import type { Exchange, Note } from '../exchange.ts'

/** One line of the journal. It never touches a body. */
export interface AnswerRecord {
  readonly method: string
  /** Path and query, as they were asked. */
  readonly target: string
  readonly status: number
  /** Promised bytes; `null` for a stream of unknown length. */
  readonly size: number | null
  /** What the steps said, in their order; the last one is why it was answered so. */
  readonly notes: readonly Note[]
  readonly ip: string | undefined
  /** Milliseconds until the Response was made. */
  readonly ms: number
}

/** Tells of the answer to an exchange as soon as there is one. */
export function recorded(
  exchange: Exchange,
  answer: () => Response | Promise<Response>,
  onAnswer: ((record: AnswerRecord) => void) | undefined,
): Response | Promise<Response> {
  if (onAnswer === undefined) return answer()
  const started = performance.now()
  return after(answer(), (response) => {
    const { method, size, notes, platform, request } = exchange
    const target = request.url.slice(request.url.indexOf('/', 8))
    const ms = performance.now() - started
    onAnswer({ method, target, status: response.status, size, notes, ip: platform.ip, ms })
    return response
  })
}
