import { fstatSync, lstatSync } from 'node:fs'
import { platform } from 'node:process'
import type { FileSource } from '../core/files/source.ts'
import type { Platform } from '../core/platform.ts'
import { isRepeating, type Repeat } from '../core/repeat.ts'
import type { WriteBody } from '../core/sink.ts'
import { childrenOf } from './bun/children.ts'
import { Peers } from './bun/peers.ts'
import { writtenStream } from './bun/written-stream.ts'
import { isSame } from './disk/stats.ts'
import { streamOf, type Transfer, takeTransfer } from './disk/transfer.ts'
import { type DiskFilesOptions, diskFiles as sharedDiskFiles } from './disk.ts'
import { addressOf, listening, plainResponse } from './listening.ts'
import {
  type Fetch,
  IDLE_SECONDS,
  type Listener,
  listen,
  type ServeOptions,
  type Server,
} from './server.ts'
import { beginTurn, currentTurn, renewTurn } from './turn.ts'
import { WebRepeats } from './web-repeats.ts'

export type { DiskFilesOptions } from './disk.ts'
export { diskModules } from './modules/bun.ts'
export type { DiskModulesOptions, ModulePlace } from './modules/loader.ts'
export { writeSome } from './output.ts'
export type { Fetch, ServeOptions, Server } from './server.ts'
export { watchFolders } from './watch.ts'

interface BunServer {
  readonly port: number
  readonly pendingRequests: number
  requestIP(request: Request): { address: string; port: number } | null
  stop(force?: boolean): Promise<void>
}

/** What this adapter uses of Bun. */
declare const Bun: {
  serve(options: {
    hostname: string
    port: number
    development: boolean
    idleTimeout: number
    fetch(request: Request, server: BunServer): Response | Promise<Response>
    error(error: Error): Response
  }): BunServer
  connect(options: { hostname: string; port: number; socket: object }): Promise<{ end(): void }>
  file(path: string): Blob
}

/** The files of a directory, which may be deleted and built again meanwhile. */
export function diskFiles(directory: string, options: DiskFilesOptions = {}): FileSource {
  return sharedDiskFiles(directory, { children: childrenOf, ...options })
}

/**
 * Serves on Bun.
 *
 * @throws {Error} whose code is `EADDRINUSE` when the port is taken
 */
export async function serve(fetch: Fetch, options: ServeOptions = {}): Promise<Server> {
  return listen({ answers, listen: (address, port) => listenOn(fetch, address, port) }, options)
}

function listenOn(fetch: Fetch, hostname: string, port: number): Listener {
  const handler = listening(fetch)
  const repeats = isRepeating(fetch) ? new WebRepeats() : null
  const peers = new Peers()
  const server = Bun.serve({
    hostname,
    port,
    development: false,
    idleTimeout: IDLE_SECONDS,
    fetch(received, self) {
      // Bun reads a new connection in the turn that accepts it, also what came after its beginning.
      if (currentTurn() === 0) beginTurn()
      else if (peers.isNew(self.requestIP(received))) renewTurn()
      const platform = new BunPlatform(self, received, repeats)
      const repeated = repeats?.answer(received, platform)
      if (repeated) return repeated

      const request = absolute(received)
      if (request === null) return plainResponse(400, 'Bad Request')
      const response = handler(request, platform)
      const finish =
        request.method === 'HEAD' ? (head: Response) => headResponse(head, request) : withLength
      return response instanceof Promise ? response.then(finish) : finish(response)
    },
    error: () => plainResponse(500, 'Internal Server Error'),
  })
  return {
    port: server.port,
    pending: () => server.pendingRequests,
    // After any other stop a connection that was never used keeps the process alive for a while.
    drain: () => server.stop(server.pendingRequests === 0),
    cut: () => server.stop(true),
  }
}

/** Bun leaves out the origin where the host is missing or none; `null`: it is none. */
function absolute(request: Request): Request | null {
  if (!request.url.startsWith('/')) return request
  if (request.headers.has('Host')) return null
  return new Request(`http://localhost${request.url}`, request)
}

class BunPlatform implements Platform {
  readonly #server: BunServer
  readonly #request: Request
  readonly #repeats: WebRepeats | null

  constructor(server: BunServer, request: Request, repeats: WebRepeats | null) {
    this.#server = server
    this.#request = request
    this.#repeats = repeats
  }

  get ip(): string | undefined {
    return addressOf(this.#server.requestIP(this.#request)?.address)
  }

  written(write: WriteBody): ReadableStream<Uint8Array<ArrayBuffer>> {
    return writtenStream(write)
  }

  keep(repeat: Repeat): void {
    this.#repeats?.keep(this.#request, repeat)
  }
}

/** The largest answer in parts that is held in memory to keep its length. */
const PARTS = 1024 * 1024

/**
 * A stream loses its length on Bun, a file of Bun's keeps it: decisions/010.
 *
 * Bun opens the file as soon as it has the response. When that becomes shorter, only the end of
 * the connection can say so.
 */
function withLength(response: Response): Response | Promise<Response> {
  const { status, headers } = response
  const transfer = takeTransfer(response)
  if (transfer === null) return status === 206 ? wholeParts(response) : response

  const file = sameFile(transfer)
  if (file === null) return new Response(streamOf(transfer), { status, headers })
  setImmediate(() => transfer.close())
  headers.set('Connection', 'close')
  // Bun would say that the file is called as its descriptor: `filename="12"`.
  if (!headers.has('Content-Disposition')) headers.set('Content-Disposition', 'inline')
  return new Response(file, { status, headers })
}

/** Of an answer to HEAD without a length Bun would say that it is 0: RFC 9110 §8.6. */
function headResponse(response: Response, request: Request): Response {
  const { status, headers } = response
  const isUnknown = !headers.has('Content-Length') && status >= 200 && status !== 204
  if (isUnknown && status !== 304) headers.set('Transfer-Encoding', 'chunked')
  // Bun hangs up when a request comes before the last is answered: lftp sends many, unless told.
  if (request.headers.get('Connection') === 'keep-alive') headers.set('Keep-Alive', 'max=1')
  return response
}

function wholeParts(response: Response): Response | Promise<Response> {
  const { status, headers } = response
  const isSmall = Number(headers.get('Content-Length')) <= PARTS
  if (!isSmall || !headers.get('Content-Type')?.startsWith('multipart/')) return response
  return response.arrayBuffer().then((bytes) => new Response(bytes, { status, headers }))
}

/** The open file itself where the system has a name for it, else what has its path, if it is it. */
function sameFile({ descriptor, path, start, end }: Transfer): Blob | null {
  if (platform === 'linux') return Bun.file(`/proc/self/fd/${descriptor}`).slice(start, end)
  return isSame(lstatSync(path), fstatSync(descriptor)) ? Bun.file(path).slice(start, end) : null
}

async function answers(hostname: string, port: number): Promise<boolean> {
  const ignore = () => {}
  const socket = { data: ignore, error: ignore, connectError: ignore }
  try {
    const connection = await Bun.connect({ hostname, port, socket })
    connection.end()
    return true
  } catch {
    return false // refused
  }
}
