import { after } from '../after.ts'
import type { Exchange, Note } from '../exchange.ts'
import type { Asker } from '../repeat.ts'

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
  /** The address of the peer. It is asked for when it is read, so it is known only during `onAnswer`. */
  readonly ip: string | undefined
  /** Milliseconds until the Response was made. */
  readonly ms: number
}

/** What a record has in common with those of its repetitions. */
type CommonRecord = Omit<AnswerRecord, 'ip' | 'ms'>

/** Tells of the answer to an exchange as soon as there is one, and of each repetition. */
export function recorded(
  exchange: Exchange,
  answer: () => Response | Promise<Response>,
  onAnswer: (record: AnswerRecord) => void = ignore,
): Response | Promise<Response> {
  const started = performance.now()
  const given = answer()
  return after(given, (response) => {
    const common = commonRecord(exchange, response)
    // An answer that had to be waited for may be another at another time.
    if (given === response) exchange.offer((asker) => onAnswer(new LazyRecord(common, asker, 0)))
    onAnswer(new LazyRecord(common, exchange.platform, performance.now() - started))
    return response
  })
}

function commonRecord(
  { method, request, size, notes }: Exchange,
  { status }: Response,
): CommonRecord {
  const target = request.url.slice(request.url.indexOf('/', 8))
  return { method, target, status, size, notes }
}

/** A record that asks for the peer's address only when that is read: it may cost more than the rest. */
class LazyRecord implements AnswerRecord {
  readonly method: string
  readonly target: string
  readonly status: number
  readonly size: number | null
  readonly notes: readonly Note[]
  readonly ms: number
  readonly #asker: Asker

  constructor(common: CommonRecord, asker: Asker, ms: number) {
    this.method = common.method
    this.target = common.target
    this.status = common.status
    this.size = common.size
    this.notes = common.notes
    this.ms = ms
    this.#asker = asker
  }

  get ip(): string | undefined {
    return this.#asker.ip
  }
}

function ignore(): void {}
