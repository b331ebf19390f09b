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
  /** Who asked. It may cost more than the rest, and can be had only while this is told. */
  readonly ip: string | undefined
  /** Milliseconds until the Response was made. */
  readonly ms: number
}

/** What is told of each answer like it. */
type Said = Omit<AnswerRecord, 'ip' | 'ms'>

/** Tells of the answer to an exchange as soon as there is one, and of each repetition. */
export function recorded(
  exchange: Exchange,
  answer: () => Response | Promise<Response>,
  onAnswer: (record: AnswerRecord) => void = ignore,
): Response | Promise<Response> {
  const started = performance.now()
  const given = answer()
  return after(given, (response) => {
    const said = saidOf(exchange, response)
    // What had to be waited for may depend on when.
    if (given === response) exchange.offer((asker) => onAnswer(new Told(said, asker, 0)))
    onAnswer(new Told(said, exchange.platform, performance.now() - started))
    return response
  })
}

function saidOf({ method, request, size, notes }: Exchange, { status }: Response): Said {
  const target = request.url.slice(request.url.indexOf('/', 8))
  return { method, target, status, size, notes }
}

class Told implements AnswerRecord {
  readonly method: string
  readonly target: string
  readonly status: number
  readonly size: number | null
  readonly notes: readonly Note[]
  readonly ms: number
  readonly #asker: Asker

  constructor(said: Said, asker: Asker, ms: number) {
    this.method = said.method
    this.target = said.target
    this.status = said.status
    this.size = said.size
    this.notes = said.notes
    this.ms = ms
    this.#asker = asker
  }

  get ip(): string | undefined {
    return this.#asker.ip
  }
}

function ignore(): void {}
