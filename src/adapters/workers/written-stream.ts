import type { Bytes, See, Sink, WriteBody } from '../../core/sink.ts'
import { filledStream, takeFill } from './native-stream.ts'

/**
 * A body that is written while it is sent. What nobody has to see never passes through JavaScript,
 * where the length of all is known: else only that would count it.
 */
export function writtenStream(write: WriteBody, size: number | null): ReadableStream<Bytes> {
  return filledStream((writable) => write(new PipeSink(writable, size !== null)), size)
}

class PipeSink implements Sink {
  readonly #writable: WritableStream<Bytes>
  readonly #isCounted: boolean

  constructor(writable: WritableStream<Bytes>, isCounted: boolean) {
    this.#writable = writable
    this.#isCounted = isCounted
  }

  async write(bytes: Bytes): Promise<void> {
    const writer = this.#writable.getWriter()
    try {
      await writer.write(bytes)
    } finally {
      writer.releaseLock()
    }
  }

  async send(before: Bytes, stream: ReadableStream<Bytes>, see: See | null): Promise<void> {
    try {
      await this.write(before)
      const fill = see === null && this.#isCounted ? takeFill(stream) : null
      if (fill !== null) return await fill(this.#writable)
      for await (const bytes of stream) {
        see?.(bytes)
        await this.write(bytes)
      }
    } finally {
      if (!stream.locked) await stream.cancel()
    }
  }
}
