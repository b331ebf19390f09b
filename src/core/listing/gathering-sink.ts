import { joined } from '../http/content.ts'
import type { Bytes, See, Sink } from '../sink.ts'

/** What is sent costs as much for a byte as for so many. */
const PIECE = 64 * 1024

/** Sends small pieces as larger ones; the first as it comes. */
export class GatheringSink implements Sink {
  readonly #sink: Sink
  #parts: Bytes[] = []
  #size = PIECE

  constructor(sink: Sink) {
    this.#sink = sink
  }

  async write(bytes: Bytes): Promise<void> {
    this.#size += bytes.length
    if (bytes.length >= PIECE) {
      await this.flush()
      await this.#sink.write(bytes)
      return
    }
    this.#parts.push(bytes)
    if (this.#size >= PIECE) await this.flush()
  }

  async send(before: Bytes, stream: ReadableStream<Bytes>, see: See | null): Promise<void> {
    await this.#sink.send(joined([...this.#taken(), before]), stream, see)
  }

  /** Sends what was held back. */
  async flush(): Promise<void> {
    const parts = this.#taken()
    if (parts.length > 0) await this.#sink.write(joined(parts))
  }

  #taken(): Bytes[] {
    const parts = this.#parts
    this.#parts = []
    this.#size = 0
    return parts
  }
}
