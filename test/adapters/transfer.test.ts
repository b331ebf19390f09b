import {
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runtimeNames } from '../runtimes.ts'
import { type Child, get, start, Wire } from './runtime.ts'

const MEBIBYTE = 1024 * 1024

describe.each(runtimeNames)('a large file from %s', (runtime) => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'webstand-transfer-')))
  const file = join(root, 'file')
  const size = 24 * MEBIBYTE + 17
  const content = Buffer.alloc(size, 'The quick brown fox jumps over the lazy dog. ')
  let child: Child
  let origin: string
  let port: number

  beforeAll(async () => {
    ;({ child, origin, port } = await start(runtime, { port: 0, root }))
  })

  beforeEach(() => {
    writeFileSync(file, content)
    utimesSync(file, 1_700_000_000, 1_700_000_000)
  })

  afterAll(async () => {
    await child.stop()
    rmSync(root, { recursive: true })
  })

  /** Resolves when the server has no file open. */
  async function nothingOpen(): Promise<void> {
    while ((await (await fetch(`${origin}/descriptors`)).text()) !== '0');
  }

  /** A download of which a little was read, and no more is until it is told so. */
  async function beginDownload(): Promise<Wire> {
    const wire = new Wire(port).send(get('/file', 'Connection: close\r\n'))
    await wire.until((text) => text.includes('quick'))
    wire.socket.pause()
    return wire
  }

  function bodyOf(wire: Wire): string {
    return wire.text.slice(wire.text.indexOf('\r\n\r\n') + 4)
  }

  test.each([0, 1, 262_144, size - MEBIBYTE - 1, size - 5])(
    'is exact from byte %i',
    async (from) => {
      const response = await fetch(`${origin}/file?from=${from}`)
      expect(response.status).toBe(from > 0 ? 206 : 200)
      expect(response.headers.get('Content-Length')).toBe(String(size - from))
      expect(response.headers.get('Content-Type')).toBe('application/pdf')
      expect(response.headers.get('ETag')).toMatch(/^"\d+-\d+"$/)
      expect(response.headers.get('Content-Disposition') ?? 'inline').toBe('inline')
      const sent = Buffer.from(await response.arrayBuffer())
      expect(sent.equals(content.subarray(from))).toBe(true)
      await nothingOpen()
    },
  )

  test('is not mixed up with others that are sent, and given up, at the same time', async () => {
    const names = ['a', 'b', 'c']
    for (const name of names) writeFileSync(join(root, name), name.repeat(3 * MEBIBYTE))
    const download = async (name: string, turn: number) => {
      const abortion = new AbortController()
      const response = await fetch(`${origin}/${name}`, { signal: abortion.signal })
      if (turn % 3 === 0) return abortion.abort()
      const sent = Buffer.from(await response.arrayBuffer())
      expect(sent.equals(Buffer.alloc(3 * MEBIBYTE, name))).toBe(true)
    }
    for (let turn = 0; turn < 12; turn++) {
      await Promise.all(names.map((name, index) => download(name, turn + index)))
    }
    await nothingOpen()
  })

  test('is closed when the client goes away', async () => {
    for (let turn = 0; turn < 5; turn++) (await beginDownload()).destroy()
    await nothingOpen()
  })

  test('ends the connection when it becomes shorter on its way', async () => {
    const wire = await beginDownload()
    truncateSync(file, 16 * MEBIBYTE)
    wire.socket.resume()
    await wire.closed()
    expect(wire.text).toContain(
      `ontent-${wire.text.includes('Content-Length') ? 'Length' : 'length'}: ${size}`,
    )
    expect(bodyOf(wire).length).toBeLessThan(size)
    await nothingOpen()
  })

  test('ends where it ended when it becomes longer on its way', async () => {
    writeFileSync(file, content) // what is being written
    const wire = await beginDownload()
    writeFileSync(file, 'more', { flag: 'a' })
    wire.socket.resume()
    await wire.closed()
    expect(bodyOf(wire) === content.toString()).toBe(true)
    await nothingOpen()
  })

  test('is what was promised or ends early when it is old and becomes longer', async () => {
    const wire = await beginDownload()
    writeFileSync(file, 'more', { flag: 'a' })
    wire.socket.resume()
    await wire.closed()
    expect(content.toString().startsWith(bodyOf(wire))).toBe(true)
    await nothingOpen()
  })

  test('is the one that was found, though another took its place on its way', async () => {
    const wire = await beginDownload()
    writeFileSync(join(root, 'new'), Buffer.alloc(size, 'x'))
    renameSync(join(root, 'new'), file)
    wire.socket.resume()
    await wire.closed()
    expect(bodyOf(wire) === content.toString()).toBe(true)
    await nothingOpen()
  })
})
