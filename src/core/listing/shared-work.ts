/**
 * Work that several ask for at the same time. Who asks while it is being done waits for the next,
 * and shares that: it begins after all of them have asked, so nobody is told what was true before.
 */
export class SharedWork<T> {
  readonly #last = new Map<string, Work<T>>()

  of(key: string, begin: () => Promise<T>): Promise<T> {
    const last = this.#last.get(key)
    if (last?.hasBegun === false) return last.result

    const before = last === undefined ? Promise.resolve() : last.result.catch(() => {})
    const work: Work<T> = {
      hasBegun: false,
      result: before.then(() => {
        work.hasBegun = true
        return begin()
      }),
    }
    this.#last.set(key, work)
    const forget = () => {
      if (this.#last.get(key) === work) this.#last.delete(key)
    }
    work.result.then(forget, forget)
    return work.result
  }
}

interface Work<T> {
  hasBegun: boolean
  readonly result: Promise<T>
}
