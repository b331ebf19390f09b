/** Milliseconds for which a peer is remembered, at least; at most twice as long. */
const MEMORY = 250

/**
 * Tells new connections from those that asked lately, by the address and port of the peer.
 *
 * It forgets sooner than a system gives the port of a closed connection to another one.
 */
export class Peers {
  #now = new Ends()
  #before = new Ends()
  #since = 0

  isNew(peer: { address: string; port: number } | null): boolean {
    if (peer === null) return true
    const time = performance.now()
    if (time - this.#since > MEMORY) {
      this.#before = time - this.#since > 2 * MEMORY ? new Ends() : this.#now
      this.#now = new Ends()
      this.#since = time
    }
    const { address, port } = peer
    if (this.#now.has(address, port)) return false
    this.#now.add(address, port)
    return !this.#before.has(address, port)
  }
}

/** Ports by address. It is asked for each request: a text of both would cost more. */
class Ends {
  readonly #ports = new Map<string, Set<number>>()

  has(address: string, port: number): boolean {
    return this.#ports.get(address)?.has(port) === true
  }

  add(address: string, port: number): void {
    const ports = this.#ports.get(address)
    if (ports === undefined) this.#ports.set(address, new Set([port]))
    else ports.add(port)
  }
}
