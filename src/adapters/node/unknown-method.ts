import type { Socket } from 'node:net'

/** What Node cannot read, and the bytes that it tried. */
export interface ParseError extends Error {
  readonly code?: string
  readonly rawPacket?: Buffer
}

/** A request line with any method: RFC 9110 §9.1, RFC 9112 §3. */
const REQUEST_LINE = /^[!#$%&'*+.^`|~\w-]+ [^ \r\n]+ HTTP\/1\.[01]\r\n/

const ANSWER = 'HTTP/1.1 501 Not Implemented\r\nConnection: close\r\nContent-Length: 0\r\n'

/**
 * Answers 501 to a method that Node's parser does not know, where nothing else was asked on the
 * connection; `false`: it is something else that is wrong.
 */
export function refuseMethod({ code, rawPacket }: ParseError, socket: Socket): boolean {
  if (code !== 'HPE_INVALID_METHOD' || rawPacket === undefined) return false
  if (socket.bytesRead !== rawPacket.length) return false
  if (!REQUEST_LINE.test(rawPacket.toString('latin1'))) return false
  socket.end(`${ANSWER}Date: ${new Date().toUTCString()}\r\n\r\n`)
  socket.destroySoon()
  return true
}
