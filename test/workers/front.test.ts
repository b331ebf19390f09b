import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'vitest'
import type { Server } from '../../src/adapters/server.ts'
import { openFront } from '../../src/cli/edge/front.ts'
import { temporaryFolder } from './folder.ts'

/** More than all buffers on the way hold. */
const MUCH = 64 * 2 ** 20

const part = Buffer.alloc(2 ** 20, 'GET /a#b HTTP/1.1\r\n\r\n')
const post = (fields: string) => `POST /a HTTP/1.1\r\nHost: a\r\n${fields}\r\n`

const folder = temporaryFolder()
const behind = createServer({ allowHalfOpen: true })
let way: NetConnectOpts
let front: Server

beforeEach(async () => {
  const path = join(folder, 'behind.sock')
  behind.listen(path)
  await once(behind, 'listening')
  way = { path }
  front = await openFront(Promise.resolve(way), { port: 0 })
})

afterEach(async () => {
  await front.close(0)
  behind.close()
})

/** A connection, from both of its ends. */
async function connection(url = front.url): Promise<{ client: Socket; server: Socket }> {
  const accepted = once(behind, 'connection')
  const port = Number(new URL(url).port)
  const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  const [server] = (await accepted) as [Socket]
  for (const socket of [client, server]) socket.on('error', () => {})
  return { client, server }
}

async function textOf(socket: Socket): Promise<string> {
  const parts: Buffer[] = []
  for await (const bytes of socket) parts.push(bytes)
  return Buffer.concat(parts).toString('latin1')
}

/** Resolves when all of it has come; what comes is counted, not kept. */
function received(socket: Socket, bytes: number): Promise<void> {
  let count = 0
  return new Promise((resolve) => {
    socket.on('data', ({ length }: Buffer) => {
      count += length
      if (count === bytes) resolve()
    })
  })
}

/** Writes until nothing more is taken, or much was. */
async function fill(socket: Socket): Promise<number> {
  for (let sent = 0; sent < MUCH; sent += part.length) {
    socket.write(part)
    while (socket.writableLength > 0) {
      const before = socket.writableLength
      await new Promise((resolve) => setTimeout(resolve, 100))
      if (socket.writableLength === before) return sent
    }
  }
  return MUCH
}

describe('openFront()', () => {
  test('passes bytes on to both sides, until both have ended', async () => {
    const { client, server } = await connection()
    const sent = post('Content-Length: 4\r\n')
    client.end(`${sent}#\r\n#`)
    assert.equal(await textOf(server), `${sent}#\r\n#`)
    server.end('HTTP/1.1 200 OK\r\n\r\n#')
    assert.equal(await textOf(client), 'HTTP/1.1 200 OK\r\n\r\n#')
  })

  test('spoils a fragment, and nothing of what comes before it', async () => {
    const { client, server } = await connection()
    client.end(`${post('Content-Length: 1\r\n')}#GET /a#b HTTP/1.1\r\n\r\n`)
    assert.equal(
      await textOf(server),
      `${post('Content-Length: 1\r\n')}#GET /a\x01b HTTP/1.1\r\n\r\n`,
    )
  })

  test('lets a server speak first', async () => {
    const { client, server } = await connection()
    server.end('HTTP/1.1 408 Request Timeout\r\n\r\n')
    assert.match(await textOf(client), /408/)
  })

  test('passes what is expected before content comes', async () => {
    const { client, server } = await connection()
    client.write(post('Expect: 100-continue\r\nContent-Length: 1\r\n'))
    await once(server, 'data')
    server.write('HTTP/1.1 100 Continue\r\n\r\n')
    await once(client, 'data')
    client.write('#')
    assert.equal(String((await once(server, 'data'))[0]), '#')
  })

  test('passes an upgraded connection on as it is', async () => {
    const { client, server } = await connection()
    client.write('GET / HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n')
    await once(server, 'data')
    server.write('HTTP/1.1 101 Switching Protocols\r\n\r\n')
    await once(client, 'data')
    client.write('GET /a#b HTTP/1.1\r\n')
    assert.equal(String((await once(server, 'data'))[0]), 'GET /a#b HTTP/1.1\r\n')
  })

  test('takes from each side only what the other takes', async () => {
    const { client, server } = await connection()
    client.write(post(`Content-Length: ${2 * MUCH}\r\n`))
    await once(server, 'data')
    server.pause()
    const both = await Promise.all([fill(client), fill(server)])
    for (const sent of both) assert(sent < MUCH, `took ${sent} bytes that nobody reads`)
  })

  test('goes on when the other side takes again', async () => {
    const { client, server } = await connection()
    const head = post(`Content-Length: ${2 * MUCH}\r\n`)
    client.write(head)
    await once(server, 'data')
    server.pause()
    const sent = (await fill(client)) + part.length
    server.resume()
    await received(server, sent)
  })

  test('brings every byte to who reads slowly', async () => {
    const { client, server } = await connection()
    const numbers = Uint32Array.from({ length: 2 ** 22 }, (_, index) => index)
    const sent = Buffer.from(numbers.buffer)
    server.end(sent)
    const hash = createHash('sha256')
    for await (const bytes of client) {
      hash.update(bytes)
      await new Promise(setImmediate)
    }
    assert.equal(hash.digest('hex'), createHash('sha256').update(sent).digest('hex'))
  })

  test('closes what is behind when a client has gone', async () => {
    const { client, server } = await connection()
    server.write(part)
    client.resetAndDestroy()
    server.resume()
    await new Promise((resolve) => server.once('close', resolve))
  })

  test('closes a client when what is behind has gone', async () => {
    const { client, server } = await connection()
    client.write(post('Content-Length: 9\r\n'))
    await once(server, 'data')
    server.destroy()
    assert.equal(await textOf(client), '')
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('brings an answer to who is still sending: %d', async () => {
    const { client, server } = await connection()
    client.write(post(`Content-Length: ${MUCH}\r\n`))
    await once(server, 'data')
    server.pause()
    for (let sent = 0; sent < MUCH; sent += part.length) client.write(part)
    // Closed with all of this unread, it resets what comes.
    server.end('HTTP/1.1 413 Content Too Large\r\n\r\n', () => server.destroy())
    assert.match(await textOf(client), /^HTTP\/1\.1 413/)
  })

  test('waits until there is somebody behind', async () => {
    const { promise, resolve } = Promise.withResolvers<NetConnectOpts>()
    const early = await openFront(promise, { port: 0 })
    const client = connect(Number(new URL(early.url).port), '127.0.0.1', () => resolve(way))
    client.write('GET / HTTP/1.1\r\n\r\n')
    const [server] = (await once(behind, 'connection')) as [Socket]
    await once(server, 'data')
    client.destroy()
    await early.close(0)
  })

  test('closes when all that was said has arrived', async () => {
    const { client, server } = await connection()
    server.write(part)
    const closed = front.close()
    server.end()
    await received(client, part.length)
    await closed
    const late = connect(Number(new URL(front.url).port), '127.0.0.1')
    await assert.rejects(once(late, 'connect'), { code: 'ECONNREFUSED' })
  })
})
