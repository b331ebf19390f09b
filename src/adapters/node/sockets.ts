import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** The connections of a server, and what each was asked for last. */
export class Sockets {
  /** `null`: nothing was asked yet. */
  readonly #last = new Map<Socket, ServerResponse | null>()
  #isDraining = false

  add(socket: Socket): void {
    this.#last.set(socket, null)
    socket.once('close', () => this.#last.delete(socket))
  }

  begin(outgoing: ServerResponse): void {
    const { socket } = outgoing.req
    if (this.#last.has(socket)) this.#last.set(socket, outgoing)
    if (this.#isDraining) this.#endAfter(socket, outgoing)
  }

  /** How many wait for the rest of an answer. */
  get busy(): number {
    let count = 0
    for (const socket of this.#last.keys()) if (this.#answerOn(socket)) count++
    return count
  }

  /** Closes each connection as soon as nothing is on its way on it. */
  drain(): void {
    this.#isDraining = true
    for (const socket of this.#last.keys()) {
      const outgoing = this.#answerOn(socket)
      if (outgoing === null) socket.destroy()
      else this.#endAfter(socket, outgoing)
    }
  }

  #answerOn(socket: Socket): ServerResponse | null {
    const outgoing = this.#last.get(socket) ?? null
    return outgoing?.writableFinished ? null : outgoing
  }

  #endAfter(socket: Socket, outgoing: ServerResponse): void {
    outgoing.shouldKeepAlive = false
    outgoing.once('close', () => socket.destroySoon())
  }
}
