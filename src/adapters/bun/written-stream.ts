import type { Bytes, WriteBody } from '../../core/sink.ts'
import { Outlet } from '../disk/outlet.ts'

/** What is used of a stream of Bun's own form. */
interface DirectController {
  write(bytes: Bytes): unknown
  /** Resolves once all has left. */
  flush(isAwaited: true): Promise<unknown> | number
  close(): void
}

/**
 * A body that is written while it is sent, by a stream of Bun's own form: what was flushed it does not
 * look at again, so that buffers can take turns.
 */
export function writtenStream(write: WriteBody): ReadableStream<Bytes> {
  let isGone = false
  const source = {
    type: 'direct',
    async pull(controller: DirectController) {
      const outlet = new Outlet(async (bytes) => {
        controller.write(bytes)
        await controller.flush(true)
        if (isGone) throw new Error('Cannot send a body: the client is gone')
      })
      try {
        await write(outlet)
        await outlet.flushed()
      } catch (error) {
        if (isGone) return
        throw error
      }
      controller.close()
    },
    cancel() {
      isGone = true
    },
  }
  return new ReadableStream(source as unknown as UnderlyingDefaultSource<Bytes>)
}
