import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Platform } from '../core/platform.ts'
import { isRepeating, type Repeat } from '../core/repeat.ts'
import { type WriteBody, writtenStream } from '../core/sink.ts'
import { methodsOfAll } from './asterisk-form.ts'
import { takeTransfer } from './disk/transfer.ts'
import { addressOf, listening } from './listening.ts'
import { answers } from './node/answers.ts'
import { LateHead } from './node/late-head.ts'
import { NodeRepeats } from './node/node-repeats.ts'
import { RawTargetServer } from './node/raw-target.ts'
import { sendTransfer, sendWritten } from './node/send.ts'
import { Sockets } from './node/sockets.ts'
import {
  type Fetch,
  IDLE_SECONDS,
  type Listener,
  listen,
  type ServeOptions,
  type Server,
} from './server.ts'

export { type DiskFilesOptions, diskFiles } from './disk.ts'
export { diskModules } from './modules/hooks.ts'
export type { DiskModulesOptions, ModulePlace } from './modules/loader.ts'
export { writeSome } from './output.ts'
export type { Fetch, ServeOptions, Server } from './server.ts'
export { watchFolders } from './watch.ts'

/** Milliseconds until a request has its fields, and how often that is looked at. */
const TIMES = { headersTimeout: 15_000, connectionsCheckingInterval: 5000 }

/** More than these are closed at once: each holds memory, also when it says nothing. */
const MAX_CONNECTIONS = 4096

/**
 * Serves on Node.
 *
 * @throws {Error} whose code is `EADDRINUSE` when the port is taken
 */
export async function serve(fetch: Fetch, options: ServeOptions = {}): Promise<Server> {
  return listen({ answers, listen: (address, port) => listenOn(fetch, address, port) }, options)
}

async function listenOn(fetch: Fetch, address: string, port: number): Promise<Listener> {
  const handler = listening(fetch)
  const repeats = isRepeating(fetch) ? new NodeRepeats() : null
  const respond = getRequestListener(
    (request, { outgoing }) =>
      respondWith(handler, request, new NodePlatform(outgoing as ServerResponse, repeats)),
    { hostname: 'localhost' },
  )
  const sockets = new Sockets()
  const server = new RawTargetServer(
    { ServerResponse: LateHead, ...TIMES },
    (incoming, outgoing) => {
      sockets.begin(outgoing)
      if (repeats?.answer(incoming, outgoing)) return
      const status = mistakeIn(incoming)
      if (status !== null) end(outgoing, status)
      else if (incoming.url === '*') outgoing.writeHead(204, { Allow: methodsOfAll }).end()
      else respond(withPlainScheme(incoming), outgoing).catch(() => end(outgoing, 500))
    },
  )
  server.timeout = IDLE_SECONDS * 1000
  server.maxConnections = MAX_CONNECTIONS
  server.on('connection', (socket) => sockets.add(socket))
  // Node would answer by itself, and nobody would be told.
  server.on('checkExpectation', (incoming, outgoing) => server.emit('request', incoming, outgoing))
  server.listen(port, address)
  await once(server, 'listening')
  server.on('error', () => {}) // one connection that could not be accepted

  return {
    port: (server.address() as AddressInfo).port,
    pending: () => sockets.busy,
    drain: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        sockets.drain()
      }),
    cut: () => server.closeAllConnections(),
  }
}

/** Files are sent without a stream in between. */
function respondWith(
  handler: Fetch,
  request: Request,
  platform: NodePlatform,
): Response | Promise<Response> {
  const send = (response: Response) => {
    const { outgoing, body } = platform
    const transfer = takeTransfer(response)
    if (transfer !== null) sendTransfer(transfer, response, outgoing)
    else if (body !== null && body.stream === response.body)
      sendWritten(response, outgoing, body.write)
    else return response
    return SENT
  }
  const response = handler(request, platform)
  return response instanceof Promise ? response.then(send) : send(response)
}

// Asked for its body, it is a native Response, also where another server replaced the global one.
const SENT = RESPONSE_ALREADY_SENT
SENT.body?.cancel()

class NodePlatform implements Platform {
  readonly outgoing: ServerResponse
  /** What was written last for this request. */
  body: { readonly stream: ReadableStream; readonly write: WriteBody } | null = null
  readonly #repeats: NodeRepeats | null

  constructor(outgoing: ServerResponse, repeats: NodeRepeats | null) {
    this.outgoing = outgoing
    this.#repeats = repeats
  }

  get ip(): string | undefined {
    return addressOf(this.outgoing.req.socket.remoteAddress)
  }

  abort(): void {
    this.outgoing.destroy()
  }

  written(write: WriteBody): ReadableStream<Uint8Array<ArrayBuffer>> {
    const stream = writtenStream(write)
    this.body = { stream, write }
    return stream
  }

  keep(repeat: Repeat): void {
    this.#repeats?.keep(this.outgoing.req, repeat)
  }
}

/** `HTTP://a/` => `http://a/`: a scheme ignores case, RFC 3986 §3.1. */
function withPlainScheme(incoming: IncomingMessage): IncomingMessage {
  incoming.url = incoming.url?.replace(/^https?:/i, (scheme) => scheme.toLowerCase())
  return incoming
}

/** The status for what Node lets pass, though no request is like that; `null`: it is in order. */
function mistakeIn(incoming: IncomingMessage): number | null {
  const { url = '', method, headers, httpVersionMajor, httpVersionMinor } = incoming
  if (httpVersionMajor !== 1) return 505
  if (headers.host === '') return 400
  const coding = headers['transfer-encoding']
  if (coding !== undefined && httpVersionMinor === 0) return 400
  if (coding !== undefined && coding.toLowerCase() !== 'chunked') return 501
  const isWhole = url === '*' && method === 'OPTIONS'
  return url.startsWith('/') || isWhole || /^https?:\/\/[^/?#]/i.test(url) ? null : 400
}

function end(outgoing: ServerResponse, status: number): void {
  if (outgoing.headersSent) outgoing.destroy()
  else outgoing.writeHead(status, { Connection: 'close' }).end()
}
