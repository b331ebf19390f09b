import { setTimeout } from 'node:timers/promises'
import type { FileSource } from '../core/files/source.ts'
import type { Platform } from '../core/platform.ts'
import { isRepeating, type Repeat } from '../core/repeat.ts'
import { childrenOf } from './deno/children.ts'
import { Flights } from './deno/flights.ts'
import { denoFs } from './deno/fs.ts'
import { mistakeIn } from './deno/mistake.ts'
import { ownStream } from './deno/own-file.ts'
import { areFew, streamOf, takeTransfer } from './disk/transfer.ts'
import { type DiskFilesOptions, diskFiles as sharedDiskFiles } from './disk.ts'
import { addressOf, listening, plainResponse } from './listening.ts'
import type { WriteSome } from './output.ts'
import { type Fetch, type Listener, listen, type ServeOptions, type Server } from './server.ts'
import { beginTurn } from './turn.ts'
import { WebRepeats } from './web-repeats.ts'

interface DenoConnection {
  readonly remoteAddr: { hostname: string }
  /** Settles once the answer was sent, or could not be. */
  readonly completed: Promise<void>
}

type DenoHandler = (request: Request, connection: DenoConnection) => Response | Promise<Response>

interface DenoServer {
  readonly addr: { readonly port: number }
  /** Fails when it could not go on. */
  readonly finished: Promise<void>
}

/** What this adapter uses of Deno. */
declare const Deno: {
  serve(
    options: {
      hostname: string
      port: number
      signal: AbortSignal
      onListen(): void
      onError(error: unknown): Response
    },
    fetch: DenoHandler,
  ): DenoServer
  connect(options: { hostname: string; port: number }): Promise<{ close(): void }>
  readonly stdout: DenoWriter
  readonly stderr: DenoWriter
}

interface DenoWriter {
  write(bytes: Uint8Array): Promise<number>
}

export { watchFolders } from './deno/watch.ts'
export type { DiskFilesOptions } from './disk.ts'
export { diskModules } from './modules/hooks.ts'
export type { DiskModulesOptions, ModulePlace } from './modules/loader.ts'
export type { Fetch, ServeOptions, Server } from './server.ts'

/** Its own, as what node:fs writes to a pipe that nobody reads holds up all of Deno. */
export const writeSome: WriteSome = (descriptor, bytes) => {
  return (descriptor === 1 ? Deno.stdout : Deno.stderr).write(bytes)
}

/** The files of a directory, which may be deleted and built again meanwhile. */
export function diskFiles(directory: string, options: DiskFilesOptions = {}): FileSource {
  return sharedDiskFiles(directory, { children: childrenOf, fs: denoFs, ...options })
}

/**
 * Serves on Deno.
 *
 * @throws {Error} whose code is `EADDRINUSE` when the port is taken
 */
export async function serve(fetch: Fetch, options: ServeOptions = {}): Promise<Server> {
  return listen({ answers, listen: (address, port) => listenOn(fetch, address, port) }, options)
}

function listenOn(fetch: Fetch, hostname: string, port: number): Listener {
  const handler = listening(fetch)
  const repeats = isRepeating(fetch) ? new WebRepeats() : null
  const flights = new Flights()
  const abortion = new AbortController()
  const { signal } = abortion
  const respond: DenoHandler = (request, connection) => {
    if (flights.isDraining) return plainResponse(503, 'Service Unavailable')
    beginTurn()
    const platform = new DenoPlatform(request, connection, repeats)
    const repeated = repeats?.answer(request, platform)
    if (repeated) return repeated

    flights.add(connection.completed)
    const response = mistakeIn(request) ?? handler(request, platform)
    const finish = request.method === 'HEAD' ? withoutLength : withOwnFile
    return response instanceof Promise ? response.then(finish) : finish(response)
  }
  const begin = (on: number) =>
    Deno.serve({ hostname, port: on, signal, onListen() {}, onError: failed }, respond)
  const server = begin(port)
  keepListening(server, () => begin(server.addr.port), signal)
  return {
    port: server.addr.port,
    pending: () => flights.count,
    // What Deno was asked to shut down it cannot cut any more, so it is asked for neither before.
    drain: () => flights.drain().then(repeatsHaveLeft),
    cut: () => abortion.abort(),
  }
}

/** Milliseconds until Deno is asked to listen again. */
const PAUSE = 50

/** Where the system has no descriptor left for a connection, Deno listens no more at all. */
async function keepListening(
  first: DenoServer,
  begin: () => DenoServer,
  signal: AbortSignal,
): Promise<void> {
  let server: DenoServer | null = first
  while (!signal.aborted) {
    try {
      server ??= begin()
      await server.finished
      return
    } catch {
      server = null // none of it can be had at this moment
      await setTimeout(PAUSE, null, { ref: false })
    }
  }
}

/** What a read of our stream brings here: Deno holds several pieces of it for each client. */
const FOR_FEW = 128 * 1024
const FOR_MANY = 64 * 1024

/** Deno's own stream of a file takes no more time than ours, and less memory. */
function withOwnFile(response: Response): Response {
  const transfer = takeTransfer(response)
  if (transfer === null) return response
  const { status, headers } = response
  const piece = areFew() ? FOR_FEW : FOR_MANY
  const own = ownStream(transfer)
  if (own !== null) transfer.close()
  return new Response(own ?? streamOf(transfer, { piece, soon: true }), { status, headers })
}

/** Of an answer to HEAD without a length Deno would say that it is 0: RFC 9110 §8.6. */
function withoutLength(response: Response): Response {
  const { body, status, headers } = response
  const isKnown = headers.has('Content-Length') || status === 204 || status === 304
  if (isKnown || body !== null) return response
  const nothing = new ReadableStream({ start: (controller) => controller.close() })
  return new Response(nothing, { status, headers })
}

/** Answers that are repeated are not counted: they leave as soon as they are given. */
function repeatsHaveLeft(): Promise<void> {
  return setTimeout(10)
}

function failed(): Response {
  return plainResponse(500, 'Internal Server Error')
}

class DenoPlatform implements Platform {
  readonly #request: Request
  readonly #connection: DenoConnection
  readonly #repeats: WebRepeats | null

  constructor(request: Request, connection: DenoConnection, repeats: WebRepeats | null) {
    this.#request = request
    this.#connection = connection
    this.#repeats = repeats
  }

  get ip(): string | undefined {
    return addressOf(this.#connection.remoteAddr.hostname)
  }

  keep(repeat: Repeat): void {
    this.#repeats?.keep(this.#request, repeat)
  }
}

async function answers(hostname: string, port: number): Promise<boolean> {
  try {
    const connection = await Deno.connect({ hostname, port })
    connection.close()
    return true
  } catch {
    return false // refused
  }
}
