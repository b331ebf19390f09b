import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** The connections of a server, and what each was asked for last. */
export class Sockets {
  readonly #open = new Set<Socket>()
  readonly #last = new WeakMap<Socket, ServerResponse>()
  #isDraining = false

  add(socket: Socket): void {
    this.#open.add(socket)
    socket.once('close', () => this.#open.delete(socket))
  }

  begin(outgoing: ServerResponse): void {
    const { socket } = outgoing.req
    this.#last.set(socket, outgoing)
    if (this.#isDraining) this.#endAfter(socket, outgoing)
  }

  /** How many wait for the rest of an answer. */
  get busy(): number {
    let count = 0
    for (const socket of this.#open) if (this.#answerOn(socket)) count++
    return count
  }

  /** Closes each connection as soon as nothing is on its way on it. */
  drain(): void {
    this.#isDraining = true
    for (const socket of this.#open) {
      const outgoing = this.#answerOn(socket)
      if (outgoing === null) socket.destroy()
      else this.#endAfter(socket, outgoing)
    }
  }

  #answerOn(socket: Socket): ServerResponse | null {
    const outgoing = this.#last.get(socket)
    return outgoing === undefined || outgoing.writableFinished ? null : outgoing
  }

  #endAfter(socket: Socket, outgoing: ServerResponse): void {
    outgoing.shouldKeepAlive = false
    outgoing.once('close', () => socket.destroySoon())
  }
}
