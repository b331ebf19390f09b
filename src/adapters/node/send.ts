import type { ServerResponse } from 'node:http'
import { Outlet } from '../disk/outlet.ts'
import type { Transfer } from '../disk/transfer.ts'

/** Sends a part of a file, and closes it. */
export async function sendTransfer(
  transfer: Transfer,
  response: Response,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    await sendWritten(response, outgoing, async (outlet) => {
      if (outgoing.req.method !== 'HEAD') await outlet.transfer(transfer)
    })
  } finally {
    transfer.close()
  }
}

/**
 * Sends a body that is written while it is sent. When it fails, as a file does that has less than was
 * promised, the connection ends: that is the only way left to say so.
 */
export async function sendWritten(
  response: Response,
  outgoing: ServerResponse,
  write: (outlet: Outlet) => Promise<void>,
): Promise<void> {
  const outlet = new Outlet((bytes) => leave(outgoing, bytes))
  try {
    outgoing.setHeaders(response.headers)
    outgoing.writeHead(response.status)
    await write(outlet)
    await outlet.flushed()
    outgoing.end()
  } catch {
    outgoing.destroy() // what is sent, or the client, is not what it was
  }
}

/** Resolves once the bytes have left. */
function leave(outgoing: ServerResponse, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error('Cannot send a body: the client is gone'))
    outgoing.once('close', gone)
    outgoing.write(bytes, (error) => {
      outgoing.off('close', gone)
      if (error) reject(error)
      else resolve()
    })
  })
}
