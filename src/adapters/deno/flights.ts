/** The answers that are on their way. */
export class Flights {
  count = 0
  #landed: (() => void) | null = null
  readonly #land = () => {
    this.count--
    if (this.count === 0) this.#landed?.()
  }

  get isDraining(): boolean {
    return this.#landed !== null
  }

  add(completed: Promise<void>): void {
    this.count++
    completed.then(this.#land, this.#land)
  }

  /** Resolves when none is left; no other should be added. */
  drain(): Promise<void> {
    return new Promise((resolve) => {
      this.#landed = resolve
      if (this.count === 0) resolve()
    })
  }
}
