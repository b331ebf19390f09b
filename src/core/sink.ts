export type Bytes = Uint8Array<ArrayBuffer>

/** Where a body goes that is written while it is sent. */
export interface Sink {
  /** Resolves once more is wanted; it fails when nothing is any more. */
  write(bytes: Bytes): Promise<void>
  /**
   * Sends bytes, then all of a stream, which is read to its end or cancelled. `see` is shown each piece
   * before it leaves, and must not keep it: its memory is used again. `null`: nobody has to see them.
   */
  send(before: Bytes, stream: ReadableStream<Bytes>, see: See | null): Promise<void>
}

export type See = (bytes: Bytes) => void

/** Writes a body: all of it, or it fails. */
export type WriteBody = (sink: Sink) => Promise<void>

/** A body that is written while it is read: nothing begins before the first byte is asked for. */
export function writtenStream(write: WriteBody): ReadableStream<Bytes> {
  const sink = new StreamSink()
  let written: Promise<void> | undefined
  return new ReadableStream<Bytes>(
    {
      pull(controller) {
        sink.ask(controller)
        written ??= write(sink).then(
          () => sink.end((last) => last.close()),
          (error) => sink.end((last) => last.error(error)),
        )
      },
      async cancel() {
        sink.leave()
        await written
      },
    },
    { highWaterMark: 0 },
  )
}

type Controller = ReadableStreamDefaultController<Bytes>

/** What is written waits until a reader asks for it. */
class StreamSink implements Sink {
  #controller!: Controller
  #asked = Promise.withResolvers<void>()
  #isLeft = false

  async write(bytes: Bytes): Promise<void> {
    await this.#asked.promise
    this.#asked = Promise.withResolvers()
    this.#controller.enqueue(bytes)
  }

  /** The next piece is read while the one before it waits. */
  async send(before: Bytes, stream: ReadableStream<Bytes>, see: See | null): Promise<void> {
    const reader = stream.getReader()
    try {
      await this.write(before)
      let next = reader.read()
      for (;;) {
        const { done, value } = await next
        if (done) return
        see?.(value)
        next = reader.read()
        next.catch(() => {}) // it is told when its turn has come
        await this.write(value)
      }
    } finally {
      await reader.cancel()
    }
  }

  ask(controller: Controller): void {
    this.#controller = controller
    this.#asked.resolve()
  }

  leave(): void {
    this.#isLeft = true
    this.#asked.promise.catch(() => {})
    this.#asked.reject(new Error('Cannot send a body: nobody reads it any more'))
  }

  end(tell: (controller: Controller) => void): void {
    if (!this.#isLeft) tell(this.#controller)
  }
}
