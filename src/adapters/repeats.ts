import type { Repeat } from '../core/repeat.ts'
import { currentTurn } from './turn.ts'

/** Milliseconds for which an answer is repeated, at most: then the road is walked again. */
const LIFETIME = 1000

/** Bytes of all answers that are kept. */
const CAPACITY = 16 * 1024 * 1024
/** Bytes that one takes, beside its content. */
const OVERHEAD = 2048

/** An answer that is kept, and what the runtime has made of it. */
export class Kept<Made> {
  readonly made: Made
  /** Bytes of memory that it takes. */
  readonly weight: number
  /** The fields of the request that it was made for. */
  readonly asked: readonly (string | null)[]
  readonly #repeat: Repeat
  readonly #end = performance.now() + LIFETIME
  #turn = 0

  constructor(repeat: Repeat, asked: readonly (string | null)[], made: Made) {
    this.#repeat = repeat
    this.asked = asked
    this.made = made
    this.weight = OVERHEAD + (repeat.body?.length ?? 0) + lengthOf(asked)
  }

  get tell(): Repeat['tell'] {
    return this.#repeat.tell
  }

  /** Whether it holds: one look is enough for a turn of the event loop. */
  holds(): boolean {
    const turn = currentTurn()
    if (turn !== 0 && this.#turn === turn) return true
    if (performance.now() > this.#end || !this.#repeat.holds()) return false
    this.#turn = turn
    return true
  }
}

/** A visitor chooses how long the fields are. */
function lengthOf(fields: readonly (string | null)[]): number {
  return fields.reduce((sum, field) => sum + (field?.length ?? 0), 0)
}

/** The answers that were given lately, by URL. */
export class Repeats<Made> {
  readonly #kept = new Map<string, Kept<Made>>()
  #weight = 0

  get(url: string): Kept<Made> | undefined {
    return this.#kept.get(url)
  }

  /** When there are too many, all are forgotten: they come back with the next requests. */
  set(url: string, kept: Kept<Made>): void {
    const before = this.#kept.get(url)
    const more = before === undefined ? url.length + kept.weight : kept.weight - before.weight
    this.#weight += more
    if (this.#weight > CAPACITY) {
      this.#kept.clear()
      this.#weight = url.length + kept.weight
    }
    this.#kept.set(url, kept)
  }
}
