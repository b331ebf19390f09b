import { execFileSync } from 'node:child_process'
import { mkdirSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { send } from '../conformance/client.ts'
import { type RunningServer, runtimeNames, startServer } from '../conformance/servers.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { openOf, resident, servingPid, tellsOfProcesses } from './serving.ts'

const MIB = 2 ** 20
const SIZE = 96 * MIB
const ENTRIES = 20_000

const place = temporaryFolder()
const shown = join(place, 'shown')

beforeAll(() => {
  mkdirSync(shown)
  for (const name of ['large.bin', 'large.txt']) {
    writeFileSync(join(shown, name), '')
    truncateSync(join(shown, name), SIZE)
    utimesSync(join(shown, name), 1_700_000_000, 1_700_000_000)
  }
  writeFileSync(join(shown, 'hello.txt'), 'hello')
})

/** Downloads a file and keeps nothing of it; its size. */
async function sizeOf(url: string, signal: AbortSignal | null = null): Promise<number> {
  const response = await fetch(url, { headers: { 'Accept-Encoding': 'identity' }, signal })
  let size = 0
  for await (const chunk of response.body!) {
    size += chunk.length
    if (signal !== null) break
  }
  return size
}

describe.skipIf(!tellsOfProcesses).each(runtimeNames)('a file of 96 MiB from %s', (runtime) => {
  let server: RunningServer
  let pid: number

  beforeAll(async () => {
    server = await startServer(runtime, shown)
    pid = servingPid(server)
  })

  afterAll(() => server?.stop())

  test('is streamed: memory stays', async () => {
    await sizeOf(`${server.origin}/large.bin`)
    const before = resident(pid)
    for (const name of ['large.bin', 'large.txt', 'large.bin']) {
      const downloads = [1, 2].map(() => sizeOf(`${server.origin}/${name}`))
      expect(await Promise.all(downloads)).toEqual([SIZE, SIZE])
    }
    expect(resident(pid) - before).toBeLessThan(80)
  })

  test('asked for in a thousand ranges is one answer, and memory stays', async () => {
    const before = resident(pid)
    const fields = { Range: `bytes=${'0-,'.repeat(1000)}` }
    const { status, body } = await send(server.origin, { target: '/large.bin', fields })
    expect([status, body.length]).toEqual([200, SIZE])
    expect(resident(pid) - before).toBeLessThan(80)
  })

  test('is closed by a download that is given up', async () => {
    for (let round = 0; round < 5; round++) {
      const abortion = new AbortController()
      const given = Array.from({ length: 8 }, () =>
        sizeOf(`${server.origin}/large.bin`, abortion.signal),
      )
      for (const size of await Promise.all(given)) expect(size).toBeLessThan(SIZE)
      abortion.abort()
    }
    await expect.poll(() => openOf(pid, shown), { timeout: 5000 }).toEqual([])
    expect((await send(server.origin, { target: '/hello.txt' })).body.toString()).toBe('hello')
  })
})

describe.each(['node', 'bun', 'deno'] as const)('a folder of 20 000 files from %s', (runtime) => {
  const folder = join(place, 'many')
  let server: RunningServer

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    const make = `cd "$1" && seq ${ENTRIES} | xargs touch`
    execFileSync('sh', ['-c', make, 'sh', folder])
    server = await startServer(runtime, folder)
  })

  afterAll(() => server?.stop())

  test.each(['text/html', 'text/plain'])(
    'is listed as %s, and others are answered',
    async (type) => {
      const started = performance.now()
      const listing = send(server.origin, { target: '/', fields: { Accept: type } })
      const other = send(server.origin, { target: '/1' })
      expect((await other).status).toBe(200)
      const { status, body } = await listing
      expect(status).toBe(200)
      expect(body.toString()).toMatch(/\b1\b/)
      expect(performance.now() - started).toBeLessThan(10_000)
    },
  )
})
