import type { Fetch, ServeOptions, Server } from '../../adapters/server.ts'
import { UsageError } from '../line/usage-error.ts'
import { printable } from '../terminal.ts'
import type { Holder } from './port-holder.ts'

export type Serve = (fetch: Fetch, options: ServeOptions) => Promise<Server>

/** Listens where it is told to. */
export type Open = (options: ServeOptions) => Promise<Server>

export interface ListenOptions {
  host: string
  /** `undefined`: nobody asked for one, so that the next free one will do. */
  port: number | undefined
}

/** Where nobody asked for another. */
export const DEFAULT_PORT = 8000

/** What says that an address is none of this machine's: a system, and our adapters. */
const NO_ADDRESS = new Set(['EADDRNOTAVAIL', 'ENOTFOUND'])

/** How many ports are tried before the system picks one. */
const TRIES = 20

/**
 * Listens on the port that was asked for, or on the first free one from 8000.
 *
 * @throws {UsageError} when that cannot be: the port is busy or forbidden, the host unknown
 */
export async function listen(open: Open, { host, port }: ListenOptions): Promise<Server> {
  try {
    if (port === undefined) return await firstFree(open, host, DEFAULT_PORT)
    return await open({ host, port })
  } catch (error) {
    throw await mistakeOf(error, open, host, port)
  }
}

async function mistakeOf(
  error: unknown,
  open: Open,
  host: string,
  port = DEFAULT_PORT,
): Promise<unknown> {
  const { code = '' } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return new UsageError(await busy(open, host, port))
  if (code === 'EACCES' || code === 'EPERM') {
    return new UsageError(`cannot listen on port ${port}: not permitted. Try --port 8080`)
  }
  if (NO_ADDRESS.has(code) || !(await isHost(host))) {
    return new UsageError(`cannot listen on "${host}": this machine has no such address`)
  }
  return error
}

/** `port 8000 is in use by python3 (pid 4242)` */
export async function renderBusy(port: number): Promise<string> {
  return `port ${port} is in use${renderHolder(await holderOf(port))}`
}

/** Most starts find their port free: what looks for its holder is read when one does not. */
async function holderOf(port: number): Promise<Holder | null> {
  const { portHolder } = await import('./port-holder.ts')
  return portHolder(port)
}

function renderHolder(holder: Holder | null): string {
  if (holder === null) return ''
  const { name, pid } = holder
  return name === null ? ` by process ${pid}` : ` by ${printable(name)} (pid ${pid})`
}

async function busy(open: Open, host: string, port: number): Promise<string> {
  const holder = await holderOf(port)
  const server = await firstFree(open, host, port + 1)
  const free = new URL(server.url).port
  await server.close(0)
  const kill = holder === null ? '' : ` Free it: kill ${holder.pid}. Or:`
  return `port ${port} is in use${renderHolder(holder)}.${kill || ' Try'} --port ${free}`
}

async function firstFree(open: Open, host: string, first: number): Promise<Server> {
  for (let port = first; port < Math.min(first + TRIES, 65_536); port++) {
    try {
      return await open({ host, port })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    }
  }
  return open({ host, port: 0 })
}

/** Whether a name means an address. Each runtime says in its own way that it does not. */
async function isHost(name: string): Promise<boolean> {
  const { lookup } = await import('node:dns/promises')
  return lookup(name).then(
    () => true,
    () => false,
  )
}
