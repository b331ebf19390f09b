import type { Bytes, See, Sink } from '../../core/sink.ts'
import { pieceSize, type Transfer, transferIn } from './transfer.ts'

/** Sends to one client, what is read from files by buffers that take turns: fresh ones cost more than reading. */
export class Outlet implements Sink {
  readonly #leave: (bytes: Bytes) => Promise<void>
  readonly #buffers: [Bytes, Bytes] = [new Uint8Array(), new Uint8Array()]
  #left: Promise<void> = Promise.resolve()

  /** @param leave resolves once the bytes have left, and fails where they never will */
  constructor(leave: (bytes: Bytes) => Promise<void>) {
    this.#leave = leave
  }

  async write(bytes: Bytes): Promise<void> {
    await this.#left
    this.#left = this.#leave(bytes)
    this.#left.catch(() => {}) // it is told when its turn has come
  }

  async send(before: Bytes, stream: ReadableStream<Bytes>, see: See | null): Promise<void> {
    const transfer = transferIn(stream)
    try {
      await this.write(before)
      if (transfer !== null) await this.transfer(transfer, see)
      else {
        for await (const bytes of stream) {
          see?.(bytes)
          await this.write(bytes)
        }
      }
    } finally {
      if (transfer === null) await stream.cancel()
      else transfer.close()
    }
  }

  /** All of a part of a file; the next piece is read while one is seen and sent. */
  async transfer(transfer: Transfer, see: See | null = null): Promise<void> {
    let position = transfer.start
    let next = this.#read(transfer, position)
    while (next !== null) {
      const bytes = await next
      position += bytes.length
      await this.#left
      next = this.#read(transfer, position)
      next?.catch(() => {}) // as above
      see?.(bytes)
      await this.write(bytes)
    }
  }

  /** Resolves once all that was written has left. */
  flushed(): Promise<void> {
    return this.#left
  }

  /** Into the buffer whose bytes have left: what was written last is on its way in the other. */
  #read(transfer: Transfer, position: number): Promise<Bytes> | null {
    const size = Math.min(pieceSize(), transfer.end - position)
    if (size === 0) return null
    this.#buffers.reverse()
    if (this.#buffers[0].length < size) this.#buffers[0] = new Uint8Array(size)
    return transfer.read(this.#buffers[0].subarray(0, size), position)
  }
}
