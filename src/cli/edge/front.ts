import { once } from 'node:events'
import { type AddressInfo, createServer, type NetConnectOpts, Socket } from 'node:net'
import { answers } from '../../adapters/node/answers.ts'
import { type Listener, listen, type ServeOptions, type Server } from '../../adapters/server.ts'
import { RequestLines } from './request-lines.ts'

/** Milliseconds a client may take to see that its connection is closed. */
const LINGER = 2000

/** Bytes of an answer that are read at once. */
const AT_ONCE = 262_144

/**
 * Listens for somebody else, and passes every connection on as it is, but for the lines of
 * `RequestLines`. A connection waits until there is a way in.
 *
 * @throws {Error} whose code is `EADDRINUSE` when the port is taken
 */
export function openFront(wayIn: Promise<NetConnectOpts>, options: ServeOptions): Promise<Server> {
  return listen({ answers, listen: (address, port) => listenOn(wayIn, address, port) }, options)
}

async function listenOn(
  wayIn: Promise<NetConnectOpts>,
  address: string,
  port: number,
): Promise<Listener> {
  const outers = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (outer) => {
    outers.add(outer)
    outer.once('close', () => outers.delete(outer))
    outer.on('error', () => outer.destroy())
    wayIn.then(
      (way) => !outer.destroyed && passOn(outer, new Inner(outer).connect(way)),
      () => outer.destroy(),
    )
  })
  server.listen(port, address)
  await once(server, 'listening')
  server.on('error', () => {}) // one connection that could not be accepted

  return {
    port: (server.address() as AddressInfo).port,
    pending: () => outers.size,
    async drain() {
      server.close()
      await Promise.all([...outers].map(flushed))
    },
    cut() {
      for (const outer of outers) outer.destroy()
    },
  }
}

/**
 * A connection to who is behind. It reads into one buffer, which makes large answers twice as cheap,
 * and to the end, also when what it was sent finds nobody any more.
 */
class Inner extends Socket {
  constructor(outer: Socket) {
    const buffer = Buffer.allocUnsafe(AT_ONCE)
    let waiting = 0
    const written = () => {
      waiting--
      if (waiting === 0) this.resume()
    }
    super({
      onread: {
        buffer,
        callback(size) {
          waiting++
          outer.write(buffer.subarray(0, size), written)
          return outer.writableLength === 0
        },
      },
    })
  }

  override _write(bytes: Buffer, encoding: BufferEncoding, done: () => void): void {
    super._write(bytes, encoding, () => done())
  }

  // Without it, parts are written one by one.
  override _writev = undefined
}

/** What is read on one side is written on the other, and no faster than it is taken there. */
function passOn(outer: Socket, inner: Socket): void {
  const lines = new RequestLines()
  outer.on('data', (bytes: Buffer) => lines.watch(bytes))
  outer.pipe(inner)
  outer.once('close', () => inner.destroy())
  inner.once('end', () => leave(outer))
  inner.once('error', () => leave(outer))
}

/**
 * Closes what nobody reads any more. Done at once, an answer could be lost: what the client still
 * sends would be answered by a reset.
 */
async function leave(outer: Socket): Promise<void> {
  outer.unpipe()
  outer.resume()
  outer.end()
  await flushed(outer)
  const timer = setTimeout(() => outer.destroy(), LINGER)
  outer.once('close', () => clearTimeout(timer))
}

/** Resolves when all that was to be written on a connection is, or it is closed. */
function flushed(outer: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (outer.writableFinished || outer.destroyed) resolve()
    outer.once('finish', resolve)
    outer.once('close', resolve)
  })
}
