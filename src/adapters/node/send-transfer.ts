import type { ServerResponse } from 'node:http'
import type { Transfer } from '../disk/transfer.ts'

/** How much is read at a time, while as much is on its way to the client. */
const CHUNK = 256 * 1024
/** The same for a client that took the first `TRIAL` bytes within `QUICK` milliseconds. */
const LARGE_CHUNK = 2 * 1024 * 1024
const TRIAL = 8 * 1024 * 1024
const QUICK = 200

/**
 * Sends a part of a file, and closes it. When the file has less than was promised, the connection
 * ends: that is the only way left to say so.
 */
export async function sendTransfer(
  transfer: Transfer,
  response: Response,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    outgoing.setHeaders(response.headers)
    outgoing.writeHead(response.status)
    if (outgoing.req.method !== 'HEAD') await writeAll(transfer, outgoing)
    outgoing.end()
  } catch {
    outgoing.destroy() // the file, or the client, is not what it was
  } finally {
    transfer.close()
  }
}

/** A client that is quick gets larger pieces; one that is slow holds little memory. */
async function writeAll(transfer: Transfer, outgoing: ServerResponse): Promise<void> {
  const { start, end } = transfer
  const trial = start + TRIAL
  if (end <= trial) return writePart(transfer, outgoing, { start, end, chunk: CHUNK })
  const began = performance.now()
  await writePart(transfer, outgoing, { start, end: trial, chunk: CHUNK })
  const chunk = performance.now() - began < QUICK ? LARGE_CHUNK : CHUNK
  await writePart(transfer, outgoing, { start: trial, end, chunk })
}

interface Part {
  readonly start: number
  readonly end: number
  readonly chunk: number
}

/** Two buffers take turns, as fresh ones cost more than the reading. */
async function writePart(
  transfer: Transfer,
  outgoing: ServerResponse,
  { start, end, chunk }: Part,
): Promise<void> {
  const size = Math.min(chunk, end - start)
  const buffers = [Buffer.allocUnsafeSlow(size), Buffer.allocUnsafeSlow(size)]
  let isWritten = Promise.resolve(true)
  for (let position = start; position < end; ) {
    const bytes = await transfer.read(buffers[0]!, position)
    if (!(await isWritten)) throw new Error('Cannot send a file: the client is gone')
    isWritten = write(outgoing, bytes)
    position += bytes.length
    buffers.reverse()
  }
  await isWritten
}

/** Resolves once the bytes have left; `false`: they never will. */
function write(outgoing: ServerResponse, bytes: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => {
    const gone = () => resolve(false)
    outgoing.once('close', gone)
    outgoing.write(bytes, (error) => {
      outgoing.off('close', gone)
      resolve(!error)
    })
  })
}
