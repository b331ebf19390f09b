import type { Socket } from 'node:net'

/** What Node cannot read, and the bytes that it tried. */
export interface ParseError extends Error {
  readonly code?: string
  readonly rawPacket?: Buffer
}

/** A request line with any method: RFC 9110 §9.1, RFC 9112 §3. */
const REQUEST_LINE = /^[!#$%&'*+.^`|~\w-]+ [^ \r\n]+ HTTP\/1\.[01]\r\n/

const REFUSALS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Content Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/**
 * Answers what Node's parser cannot read, as Node does, and with the date that a 4xx must have: RFC
 * 9110 §6.6.1. `false`: something was sent on this connection already, and Node knows how much.
 */
export function refuse(error: ParseError, socket: Socket): boolean {
  if (!socket.writable || socket.bytesWritten > 0) return false
  const status = isUnknownMethod(error, socket)
    ? '501 Not Implemented'
    : (REFUSALS[error.code ?? ''] ?? '400 Bad Request')
  const fields = `Connection: close\r\nContent-Length: 0\r\nDate: ${new Date().toUTCString()}`
  socket.end(`HTTP/1.1 ${status}\r\n${fields}\r\n\r\n`)
  socket.destroySoon()
  return true
}

/** Where nothing else was asked on the connection; otherwise it may be the rest of something. */
function isUnknownMethod({ code, rawPacket }: ParseError, socket: Socket): boolean {
  if (code !== 'HPE_INVALID_METHOD' || rawPacket === undefined) return false
  return socket.bytesRead === rawPacket.length && REQUEST_LINE.test(rawPacket.toString('latin1'))
}
