import { type FileHandle, open } from 'node:fs/promises'

/** Writes chunks into one file after the other, each of `partSize` bytes. */
export class PieceWriter {
  /** The files, in their order. */
  readonly paths: string[] = []
  /** Bytes written so far. */
  size = 0
  readonly #nextPath: () => string
  readonly #partSize: number
  #handle: FileHandle | null = null

  constructor(nextPath: () => string, partSize: number) {
    this.#nextPath = nextPath
    this.#partSize = partSize
  }

  async write(chunk: Uint8Array): Promise<void> {
    for (let at = 0; at < chunk.length; ) {
      const room = this.#partSize - (this.size % this.#partSize)
      if (room === this.#partSize) await this.#next()
      const part = chunk.subarray(at, at + room)
      await this.#handle!.writeFile(part)
      at += part.length
      this.size += part.length
    }
  }

  async close(): Promise<void> {
    await this.#handle?.close()
  }

  async #next(): Promise<void> {
    await this.close()
    const path = this.#nextPath()
    this.#handle = await open(path, 'wx')
    this.paths.push(path)
  }
}
