/** Milliseconds for which a peer is remembered, at least; at most twice as long. */
const MEMORY = 250

/**
 * Tells new connections from those that asked lately, by the address and port of the peer.
 *
 * It forgets sooner than a system gives the port of a closed connection to another one.
 */
export class Peers {
  #now = new Set<string>()
  #before = new Set<string>()
  #since = 0

  isNew(peer: { address: string; port: number } | null): boolean {
    if (peer === null) return true
    const time = performance.now()
    if (time - this.#since > MEMORY) {
      this.#before = time - this.#since > 2 * MEMORY ? new Set() : this.#now
      this.#now = new Set()
      this.#since = time
    }
    const key = peer.address + peer.port
    if (this.#now.has(key)) return false
    this.#now.add(key)
    return !this.#before.has(key)
  }
}
