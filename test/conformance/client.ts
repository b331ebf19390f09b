import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number
  readonly fields: IncomingHttpHeaders
  readonly body: Buffer
}

export interface WireRequest {
  readonly method?: string
  /** The request target, sent as it is written. */
  readonly target: string
  readonly fields?: Readonly<Record<string, string | string[]>>
  readonly body?: string
}

/** In a field: the entity tag that the target has now. */
export const currentTag = '<tag>'

/** Sends one request, and before it another where a field names the tag that its target has. */
export async function ask(
  origin: string,
  request: WireRequest,
  timeout?: number,
): Promise<WireAnswer> {
  const fields = Object.entries(request.fields ?? {})
  if (!fields.some(([, value]) => String(value).includes(currentTag))) {
    return send(origin, request, timeout)
  }
  const unconditional = fields.filter(([name]) => !/^(?:if-|range$)/i.test(name))
  const first = { target: request.target, fields: Object.fromEntries(unconditional) }
  const tag = (await send(origin, first, timeout)).fields.etag ?? ''
  const named = fields.map(([name, value]) => [name, withTag(value, tag)])
  return send(origin, { ...request, fields: Object.fromEntries(named) }, timeout)
}

function withTag(value: string | string[], tag: string): string | string[] {
  if (typeof value !== 'string') return value.map((line) => line.replace(currentTag, tag))
  return value.replace(currentTag, tag)
}

/** Sends one request without touching its target, and reads the whole answer. */
export function send(origin: string, request: WireRequest, timeout = 10_000): Promise<WireAnswer> {
  const { hostname, port } = new URL(origin)
  const { method = 'GET', target, fields = {}, body } = request
  const headers = { 'Accept-Encoding': 'identity', ...fields }
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { hostname, port, method, path: target, headers, timeout, agent: false },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const status = incoming.statusCode ?? 0
          resolve({ status, fields: incoming.headers, body: Buffer.concat(chunks) })
        })
      },
    )
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer to ${method} ${target}`)))
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/** Writes bytes to a socket and returns all that comes back until it closes or is quiet. */
export function sendRaw(origin: string, bytes: string, quietMs = 1500): Promise<string> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    let received = ''
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'))
    socket.setTimeout(quietMs, () => socket.destroy())
    socket.setEncoding('latin1')
    socket.on('data', (chunk) => (received += chunk))
    socket.on('close', () => resolve(received))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve(received)
      else reject(error)
    })
  })
}

/** Writes bytes to a socket and returns all that comes back until the server closes it. */
export function sendUntilClosed(origin: string, bytes: string, timeout = 10_000): Promise<string> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    let received = ''
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'))
    socket.setTimeout(timeout, () => socket.destroy(new Error(`it stays open after ${received}`)))
    socket.setEncoding('latin1')
    socket.on('data', (chunk) => (received += chunk))
    socket.on('end', () => resolve(received))
    socket.on('error', reject)
  })
}
