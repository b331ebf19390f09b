import { type IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { type Duplex, duplexPair } from 'node:stream'
import type { LateHead } from './late-head.ts'
import { type ParseError, refuse } from './refusal.ts'

/** A whole head without content, in latin1: its method, its target, and the rest. */
const HEAD = /^(GET|HEAD|OPTIONS) (\/[^ \r\n]*) (HTTP\/1\.[01]\r\n(?:[^\r\n]+\r\n)+\r\n)$/

/**
 * A server that also reads targets with raw UTF-8, as URL §4.4 does and as curl sends what was typed
 * (`/ünï.txt`), and says what is wrong with a method: Node's parser refuses both.
 */
export class RawTargetServer extends Server<typeof IncomingMessage, typeof LateHead> {
  readonly #readAnew = new WeakSet<Duplex>()

  override emit(event: string, ...values: unknown[]): boolean {
    if (event !== 'clientError') return super.emit(event, ...values)
    const [error, socket] = values as [ParseError, Socket]
    // The parser of a socket that is read anew complains again of what follows, and of its age.
    if (this.#readAnew.has(socket)) return true
    const head = error.code === 'HPE_INVALID_URL' ? encodedHead(error.rawPacket) : null
    if (head === null) return refuse(error, socket) || super.emit(event, ...values)
    this.#readAnew.add(socket)
    this.#answer(socket, head)
    return true
  }

  /** Answers as if the client had sent this head, and closes the connection: nothing else is read. */
  #answer(socket: Socket, head: string): void {
    const [server, client] = duplexPair()
    const { remoteAddress } = socket
    super.emit(
      'connection',
      Object.assign(server, { remoteAddress, destroySoon: () => server.end() }),
    )
    socket.on('close', () => server.destroy())
    client.on('error', () => socket.destroy()).pipe(socket)
    client.write(head, 'latin1')
  }
}

/** The head with its target in ASCII; `null`: it is not whole, or no UTF-8. */
function encodedHead(packet: Buffer | undefined): string | null {
  const [, method, target, rest] = HEAD.exec(packet?.toString('latin1') ?? '') ?? []
  if (method === undefined || target === undefined || rest === undefined) return null
  const raw = Buffer.from(target, 'latin1')
  const text = raw.toString('utf8')
  if (!Buffer.from(text, 'utf8').equals(raw)) return null
  const encoded = text.replace(/[^\0-\x7f]+/g, encodeURIComponent)
  return encoded === text ? null : `${method} ${encoded} ${closing(rest)}`
}

/** `HTTP/1.1\r\nHost: …` => the same with `Connection: close` in place of its own. */
function closing(rest: string): string {
  return rest.replace(/^connection:.*\r\n/gim, '').replace('\r\n', '\r\nConnection: close\r\n')
}
