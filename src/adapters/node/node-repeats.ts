import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Asker, Repeat } from '../../core/repeat.ts'
import { addressOf } from '../listening.ts'
import { Kept, Repeats } from '../repeats.ts'
import { beginTurn } from '../turn.ts'

/** An answer as Node sends it. */
interface Message {
  readonly status: number
  /** Names and values in turn. */
  readonly fields: string[]
  readonly content: string | Uint8Array
}

/** Content of at most so many bytes leaves in one piece with the head. */
const MAX_TEXT = 16 * 1024

/** Repeats answers where a listener writes to a `ServerResponse`. */
export class NodeRepeats {
  readonly #repeats = new Repeats<Message>()

  /** `false`: the core has to be asked. */
  answer(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
    const kept = this.#repeats.get(incoming.url ?? '')
    if (kept === undefined || incoming.method !== 'GET' || incoming.httpVersion !== '1.1') {
      return false
    }
    beginTurn()
    if (!isEqual(kept.asked, incoming.rawHeaders) || !kept.holds()) return false
    kept.tell(new Peer(incoming.socket))
    const { status, fields, content } = kept.made
    outgoing.writeHead(status, fields)
    outgoing.end(content, 'latin1')
    return true
  }

  keep({ url = '', rawHeaders, httpVersion }: IncomingMessage, repeat: Repeat): void {
    if (httpVersion === '1.1')
      this.#repeats.set(url, new Kept(repeat, rawHeaders, messageOf(repeat)))
  }
}

class Peer implements Asker {
  readonly #socket: Socket

  constructor(socket: Socket) {
    this.#socket = socket
  }

  get ip(): string | undefined {
    return addressOf(this.#socket.remoteAddress)
  }
}

function messageOf({ status, headers, body }: Repeat): Message {
  const fields = (headers instanceof Headers ? [...headers] : Object.entries(headers)).flat()
  return { status, fields, content: body === null ? '' : contentOf(body) }
}

function contentOf(bytes: Uint8Array): string | Uint8Array {
  return bytes.length > MAX_TEXT ? bytes : Buffer.from(bytes).toString('latin1')
}

function isEqual(one: readonly (string | null)[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false
  for (let index = 0; index < one.length; index++) {
    if (one[index] !== other[index]) return false
  }
  return true
}
