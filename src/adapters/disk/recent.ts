import type { Entry } from '../../core/files/source.ts'
import type { Found } from './folder.ts'

/** What was found at a path, and in which turn of the event loop that was last looked at. */
export interface Known {
  readonly path: string
  readonly names: string[]
  readonly found: Found
  readonly entry: Entry
  turn: number
  /** Bytes of memory that it holds. */
  weight: number
  /** Whether it was asked for since it was last weighed up. */
  isUsed: boolean
}

/** Bytes of memory for what was found lately. */
const CAPACITY = 32 * 1024 * 1024

/** What was found lately. When it is full, what nobody asked for lately goes first. */
export class Recent {
  readonly #known = new Map<string, Known>()
  #weight = 0

  get(path: string): Known | undefined {
    const known = this.#known.get(path)
    if (known !== undefined) known.isUsed = true
    return known
  }

  set(known: Known): void {
    this.delete(known.path)
    this.#known.set(known.path, known)
    this.#weight += known.weight
    this.#shrink()
  }

  delete(path: string): void {
    const known = this.#known.get(path)
    if (known === undefined) return
    this.#known.delete(path)
    this.#weight -= known.weight
  }

  /** Adds weight to what is known, unless it was forgotten meanwhile. */
  grow(known: Known, bytes: number): void {
    if (this.#known.get(known.path) !== known) return
    known.weight += bytes
    this.#weight += bytes
    this.#shrink()
  }

  #shrink(): void {
    for (const known of this.#known.values()) {
      if (this.#weight <= CAPACITY) return
      this.#known.delete(known.path)
      if (known.isUsed) {
        known.isUsed = false
        this.#known.set(known.path, known)
      } else this.#weight -= known.weight
    }
  }
}
