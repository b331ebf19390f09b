import type { Platform } from '../core/platform.ts'

/** The one shape of a server's core, as WHATWG has it, and what the runtime knows beside it. */
export type Fetch = (request: Request, platform?: Platform) => Response | Promise<Response>

/** Where a server listens. */
export interface ServeOptions {
  /** 0 picks a free one. @default 8000 */
  port?: number
  /**
   * An address or a name; `localhost` is 127.0.0.1 and, where the machine has it, ::1. `0.0.0.0`
   * and `::` are every address. @default 'localhost'
   */
  host?: string
}

/** A server that listens. */
export interface Server {
  /** Such as `http://localhost:8000/`. */
  readonly url: string
  /** How many answers are still on their way. */
  pending?(): number
  /** Stops listening and waits for what is in flight, at most `graceMs` milliseconds. @default 3000 */
  close(graceMs?: number): Promise<void>
}

/** One socket that listens. */
export interface Listener {
  readonly port: number
  pending(): number
  /** Stops listening; resolves when nothing is in flight. */
  drain(): Promise<void>
  /** Cuts every connection. */
  cut(): void | Promise<void>
}

/** What a runtime knows of the network. */
export interface Network {
  /** @throws {Error} with the code of the system, such as `EADDRINUSE` */
  listen(address: string, port: number): Listener | Promise<Listener>
  /** Whether somebody answers there. */
  answers(address: string, port: number): Promise<boolean>
}

/** Seconds after which a connection on which nothing moves is closed: the most that Bun can wait. */
export const IDLE_SECONDS = 255

const LOOPBACK = ['127.0.0.1', '::1']
const LOOPBACK_NAME = /^(?:.+\.)?localhost\.?$/i
const EVERY_ADDRESS = new Set(['', '0.0.0.0', '::'])

/** How often a port is tried that is to be free on both loopback addresses. */
const TRIES = 20

/**
 * Listens on all addresses of a host, on one port.
 *
 * @throws {Error} whose code says why: `EADDRINUSE` when somebody listens on one of them
 */
export async function listen(
  network: Network,
  { port = 8000, host = 'localhost' }: ServeOptions,
): Promise<Server> {
  const name = host.replace(/^\[(.*)\]$/, '$1')
  const isEvery = EVERY_ADDRESS.has(name)
  const isLoopback = LOOPBACK_NAME.test(name)
  const nearby = isEvery || isLoopback ? LOOPBACK : [name].filter(isLoopbackAddress)
  if (port !== 0) await expectFree(network, nearby, port)

  const listeners = isLoopback
    ? await listenOnLoopback(network, port)
    : [await listenOn(network, isEvery ? ['::', '0.0.0.0'] : [name], port)]
  return serverOf(listeners, isEvery ? 'localhost' : name)
}

/** Some systems let two listen on one port, if one of them says a more exact address. */
async function expectFree(network: Network, addresses: string[], port: number): Promise<void> {
  const answers = addresses.map((address) => network.answers(address, port))
  if ((await Promise.all(answers)).includes(true)) throw inUse(port)
}

/** Both loopback addresses, or the only one there is. */
async function listenOnLoopback(network: Network, port: number): Promise<Listener[]> {
  for (let tries = 1; ; tries++) {
    const first = await listenOn(network, ['127.0.0.1'], port)
    try {
      return [first, await network.listen('::1', first.port)]
    } catch (error) {
      if (isMissing(error)) return [first]
      await first.cut()
      if (!isInUse(error)) throw error
      if (port !== 0 || tries === TRIES) throw inUse(first.port, error)
    }
  }
}

/** The first of the addresses that the machine has. */
async function listenOn(network: Network, addresses: string[], port: number): Promise<Listener> {
  const [address = '', ...others] = addresses
  try {
    return await network.listen(address, port)
  } catch (error) {
    if (isInUse(error)) throw inUse(port, error)
    if (others.length === 0 || !isMissing(error)) throw noSuchAddress(address, error)
  }
  return listenOn(network, others, port)
}

function isLoopbackAddress(name: string): boolean {
  return name === '::1' || /^127(?:\.\d+){3}$/.test(name)
}

function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? ''
}

function isInUse(error: unknown): boolean {
  return codeOf(error) === 'EADDRINUSE'
}

/** Whether the machine does not have the address. */
function isMissing(error: unknown): boolean {
  return ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(codeOf(error))
}

function inUse(port: number, cause?: unknown): Error {
  const error = new Error(`Cannot listen on port ${port}: it is in use`, { cause })
  return Object.assign(error, { code: 'EADDRINUSE' })
}

/** What a runtime says of a name that it cannot resolve has another code, or none. */
function noSuchAddress(address: string, error: unknown): unknown {
  if (!['', 'EINVAL'].includes(codeOf(error))) return error
  const failure = new Error(`Cannot listen on "${address}": this machine has no such address`, {
    cause: error,
  })
  return Object.assign(failure, { code: 'ENOTFOUND' })
}

function serverOf(listeners: Listener[], name: string): Server {
  const host = name.includes(':') ? `[${name}]` : name
  let drained: Promise<unknown> | undefined
  return {
    url: `http://${host}:${listeners[0]!.port}/`,
    pending: () => listeners.reduce((sum, listener) => sum + listener.pending(), 0),
    async close(graceMs = 3000) {
      drained ??= Promise.all(listeners.map((listener) => listener.drain()))
      await within(graceMs, drained)
      await Promise.all(listeners.map((listener) => listener.cut()))
    },
  }
}

async function within(milliseconds: number, promise: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  await Promise.race([promise, late])
  clearTimeout(timer)
}
