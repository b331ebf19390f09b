/** One thing asked of the disk: at once, or without stalling the event loop. */
export interface Question<T> {
  now(): T
  later(): Promise<T>
}

/** A computation that asks the disk. Written once, it runs at once or later. */
export type Asking<T> = Generator<Question<unknown>, T, unknown>

export function* ask<T>(question: Question<T>): Asking<T> {
  return (yield question) as T
}

export function answerNow<T>(asking: Asking<T>): T {
  let step = asking.next()
  while (!step.done) {
    let answer: unknown
    try {
      answer = step.value.now()
    } catch (error) {
      step = asking.throw(error)
      continue
    }
    step = asking.next(answer)
  }
  return step.value
}

export async function answerLater<T>(asking: Asking<T>): Promise<T> {
  let step = asking.next()
  while (!step.done) {
    let answer: unknown
    try {
      answer = await step.value.later()
    } catch (error) {
      step = asking.throw(error)
      continue
    }
    step = asking.next(answer)
  }
  return step.value
}

/** Milliseconds after which an answer has stalled the event loop. */
const STALL = 25
/** Milliseconds for which a disk that stalled is asked without blocking. */
const CAUTION = 1000

/**
 * Asks at once while the disk is quick, and through the thread pool while it is slow.
 *
 * Asking at once takes a twentieth of the time on a local disk; on a network one it could hold up
 * every other request. One stall alone may be that of a busy machine.
 */
export class Pace {
  #slowUntil = 0
  #hasStalled = false

  get isQuick(): boolean {
    return this.#slowUntil === 0 || performance.now() >= this.#slowUntil
  }

  answer<T>(asking: Asking<T>): T | Promise<T> {
    return this.isQuick ? this.timed(() => answerNow(asking)) : answerLater(asking)
  }

  timed<T>(look: () => T): T {
    const start = performance.now()
    try {
      return look()
    } finally {
      const end = performance.now()
      const isStall = end - start > STALL
      this.#slowUntil = isStall && this.#hasStalled ? end + CAUTION : 0
      this.#hasStalled = isStall
    }
  }
}
