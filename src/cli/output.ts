import { setTimeout } from 'node:timers/promises'
import type { WriteSome } from '../adapters/output.ts'

/** Characters that wait to be read, at most. */
const MOST = 1_048_576

/** Milliseconds for which a line may wait for others. */
const FRAME = 16

/** Milliseconds until a pipe that was full is tried again. */
const PAUSE = 10

/** Lines on their way to a pipe or file: whoever reads too slowly loses some, and holds up nobody. */
export class Output {
  readonly #descriptor: number
  readonly #writer: () => Promise<WriteSome>
  #waiting = ''
  #lost = 0
  #isOver = false
  #isUrgent = false
  #isWriting = false
  #written: Promise<void> = Promise.resolve()

  constructor(descriptor: number, writer: () => Promise<WriteSome>) {
    this.#descriptor = descriptor
    this.#writer = writer
  }

  write(line: string): void {
    this.#isUrgent = true
    this.writeSoon(line)
  }

  /** Writes a line together with those that follow before anyone could see it. */
  writeSoon(line: string): void {
    if (this.#isOver) return
    if (this.#waiting.length > MOST) {
      this.#lost += 1
      return
    }
    this.#waiting += `${line}\n`
    if (!this.#isWriting) this.#written = this.#writeAll()
  }

  /** Resolves when all of it was written, after so many milliseconds at the latest. */
  async flush(milliseconds: number): Promise<void> {
    await Promise.race([this.#written, setTimeout(milliseconds, null, { ref: false })])
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true
    const writeSome = await this.#writer()
    while (this.#waiting !== '') {
      if (!this.#isUrgent) await setTimeout(FRAME)
      this.#isUrgent = false
      const bytes = new TextEncoder().encode(this.#waiting)
      this.#waiting = ''
      await this.#writeBytes(writeSome, bytes)
      if (this.#lost > 0) this.#waiting = `${renderLost(this.#lost)}\n${this.#waiting}`
      this.#lost = 0
    }
    this.#isWriting = false
  }

  async #writeBytes(writeSome: WriteSome, bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length && !this.#isOver; ) {
      try {
        at += await writeSome(this.#descriptor, bytes.subarray(at))
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === 'EAGAIN') await setTimeout(PAUSE)
        else if (code === 'EPIPE') this.#isOver = true
        else return // such as a full disk: what comes later may be written again
      }
    }
  }
}

function renderLost(count: number): string {
  return `${count} line${count === 1 ? '' : 's'} left out: nobody read them in time`
}
