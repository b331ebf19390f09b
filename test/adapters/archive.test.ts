import { mkdirSync, mkdtempSync, realpathSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runtimeNames } from '../runtimes.ts'
import { type Child, get, start, Wire } from './runtime.ts'

const MEBIBYTE = 1024 * 1024

/** Bytes that say where they are, and in which file: 251 is prime. */
const sequence = (size: number, first: number) =>
  Buffer.from(Uint8Array.from({ length: size }, (_, index) => (first + index) % 251))

const files = {
  'a.bin': sequence(12 * MEBIBYTE + 17, 1),
  'b/one': sequence(1, 2),
  'b/small.txt': sequence(70_000, 3),
  'c.bin': sequence(12 * MEBIBYTE, 4),
}

/** The files of an archive whose entries are stored, by their names: APPNOTE 4.3.12. */
function unzipped(zip: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>()
  let at = zip.readUInt32LE(zip.length - 6)
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const name = zip.subarray(at + 46, at + 46 + zip.readUInt16LE(at + 28)).toString()
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const bytes = zip.subarray(start, start + zip.readUInt32LE(at + 24))
    expect(zip.readUInt32LE(at + 16)).toBe(crc32(bytes))
    found.set(name, bytes)
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return found
}

describe.each(runtimeNames)('an archive from %s', (runtime) => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'webstand-archive-')))
  let child: Child
  let origin: string
  let port: number

  beforeAll(async () => {
    mkdirSync(join(root, 'shown/b'), { recursive: true })
    ;({ child, origin, port } = await start(runtime, { port: 0, root }))
  })

  beforeEach(() => {
    for (const [name, bytes] of Object.entries(files))
      writeFileSync(join(root, 'shown', name), bytes)
  })

  afterAll(async () => {
    await child.stop()
    rmSync(root, { recursive: true })
  })

  async function nothingOpen(): Promise<void> {
    while ((await (await fetch(`${origin}/descriptors`)).text()) !== '0');
  }

  async function download(): Promise<Buffer> {
    const response = await fetch(`${origin}/shown/?archive=zip`)
    expect(response.status).toBe(200)
    return Buffer.from(await response.arrayBuffer())
  }

  /** A download of which a little was read, and no more is until it is told so. */
  async function beginDownload(): Promise<Wire> {
    const wire = new Wire(port).send(get('/shown/?archive=zip', 'Connection: close\r\n'))
    await wire.until((text) => text.includes('a.bin'))
    wire.socket.pause()
    return wire
  }

  /** What came behind the fields, without what tells chunks apart. */
  function bodyOf(text: string): Buffer {
    const all = Buffer.from(text, 'latin1')
    const start = all.indexOf('\r\n\r\n') + 4
    if (/^content-length:/im.test(all.subarray(0, start).toString())) return all.subarray(start)
    const chunks: Buffer[] = []
    for (let at = start; at < all.length; ) {
      const line = all.indexOf('\r\n', at)
      const size = Number.parseInt(all.subarray(at, line).toString(), 16)
      chunks.push(all.subarray(line + 2, line + 2 + size))
      at = line + 4 + size
    }
    return Buffer.concat(chunks)
  }

  function expectAll(zip: Buffer): void {
    const found = unzipped(zip)
    for (const [name, bytes] of Object.entries(files)) {
      expect(found.get(`shown/${name}`)?.equals(bytes), name).toBe(true)
    }
  }

  test('has every byte of every file', async () => {
    expectAll(await download())
    await nothingOpen()
  })

  test('has them also for a client that does not read for a while', async () => {
    const slow = await Promise.all([beginDownload(), beginDownload()])
    expectAll(await download())
    for (const wire of slow) wire.socket.resume()
    for (const wire of slow) expectAll(bodyOf(await wire.closed()))
    await nothingOpen()
  })

  test('has them for many at once', async () => {
    const slow = await Promise.all(Array.from({ length: 10 }, beginDownload))
    for (const wire of slow) {
      wire.socket.resume()
      expectAll(bodyOf(await wire.closed()))
    }
    await nothingOpen()
  })

  test('closes its files when the client goes away', async () => {
    for (let turn = 0; turn < 5; turn++) (await beginDownload()).destroy()
    await nothingOpen()
    expectAll(await download())
  })

  test('ends the connection when a file becomes shorter on its way', async () => {
    const wire = await beginDownload()
    truncateSync(join(root, 'shown/c.bin'), MEBIBYTE)
    truncateSync(join(root, 'shown/a.bin'), 8 * MEBIBYTE)
    wire.socket.resume()
    const text = await wire.closed()
    expect(text).not.toContain('PK\x05\x06')
    expect(text.length).toBeLessThan(24 * MEBIBYTE)
    expect(text.endsWith('0\r\n\r\n')).toBe(false)
    await nothingOpen()
  })
})
