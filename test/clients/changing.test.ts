import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { send, type WireAnswer } from '../conformance/client.ts'
import { type RunningServer, runtimeNames, startServer } from '../conformance/servers.ts'
import { openOf, servingPid, tellsOfProcesses } from './serving.ts'

/** How often each thing is changed, and how many ask for it meanwhile. */
const EDITS = 40
const CLIENTS = 4

/** Long enough to be streamed, and nothing else is like it. */
function contentOf(edit: number): string {
  return `edit ${edit}, `.repeat(30_000 + edit)
}

describe.each(runtimeNames)('what changes while %s sends it', (runtime) => {
  const place = mkdtempSync(join(tmpdir(), 'webstand-changing-'))
  const shown = join(place, 'shown')
  const at = (name: string) => join(shown, name)
  let server: RunningServer
  /** What each strong tag was sent with first. */
  const sent = new Map<string, string>()

  beforeAll(async () => {
    for (const name of ['dir', 'site', 'other']) mkdirSync(at(name), { recursive: true })
    writeFileSync(at('hello.txt'), 'hello')
    writeFileSync(join(place, 'outside.txt'), 'OUTSIDE')
    for (const name of ['file.txt', 'dir/in.txt', 'site/index.html', 'app.js']) put(name, 0)
    server = await startServer(runtime, shown)
  })

  afterAll(async () => {
    await server?.stop()
    rmSync(place, { recursive: true, force: true })
  })

  /** Writes beside a file and renames over it: as old as its content is new, so that its tag is strong. */
  function put(name: string, edit: number, content: string | Uint8Array = contentOf(edit)): void {
    const fresh = join(place, 'fresh')
    writeFileSync(fresh, content)
    utimesSync(fresh, 1_600_000_000 + edit, 1_600_000_000 + edit)
    rmSync(at(name), { recursive: true, force: true })
    renameSync(fresh, at(name))
  }

  function link(name: string, target: string): void {
    rmSync(at(name), { recursive: true, force: true })
    symlinkSync(target, at(name))
  }

  const changes: Record<string, (edit: number) => void> = {
    '/file.txt': (edit) => {
      if (edit % 5 === 1) truncateSync(at('file.txt'), 1000)
      else if (edit % 5 === 2) link('file.txt', '../../outside.txt')
      else if (edit % 5 === 3) link('file.txt', 'hello.txt')
      else put('file.txt', edit)
    },
    '/dir/in.txt': (edit) => {
      rmSync(at('dir'), { recursive: true, force: true })
      if (edit % 3 === 1) return symlinkSync(place, at('dir'))
      mkdirSync(at('dir'))
      put('dir/in.txt', edit)
    },
    '/site/': (edit) => {
      if (edit % 3 === 1) rmSync(at('site/index.html'))
      else if (edit % 3 === 2) link('site/index.html', '../../outside.txt')
      else put('site/index.html', edit)
    },
    '/app.js': (edit) => {
      put('app.js', edit)
      if (edit % 2 === 0) rmSync(at('app.js.gz'), { force: true })
      else put('app.js.gz', edit, gzipSync(contentOf(edit)))
    },
  }

  /** Asks until it is told to stop; a connection that ends too early is as loud as can be. */
  async function askAgainAndAgain(target: string, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const fields = { 'Accept-Encoding': target === '/app.js' ? 'gzip' : 'identity' }
      const answer = await send(server.origin, { target, fields }).catch(() => null)
      if (answer !== null) judge(target, answer)
    }
  }

  function judge(target: string, { status, fields, body }: WireAnswer): void {
    expect([200, 307, 404, 503], `${target}: ${server.log().slice(-500)}`).toContain(status)
    const text = body.toString('latin1')
    expect(text).not.toContain('OUTSIDE')
    const tag = fields.etag ?? ''
    if (status !== 200 || !tag.startsWith('"') || fields['content-encoding']) return
    const key = `${target} ${tag}`
    if (!sent.has(key)) sent.set(key, text)
    expect(sent.get(key) === text, `${key} was sent with something else`).toBe(true)
  }

  test.each(Object.keys(changes))('%s never has new bytes under an old tag', async (target) => {
    let isOver = false
    const clients = Array.from({ length: CLIENTS }, () => askAgainAndAgain(target, () => isOver))
    const asking = Promise.all(clients)
    asking.catch(() => {}) // it is awaited below
    for (let edit = 1; edit <= EDITS; edit++) {
      changes[target]!(edit)
      await send(server.origin, { target }).catch(() => null)
    }
    isOver = true
    await asking
    const hello = await send(server.origin, { target: '/hello.txt' })
    expect([hello.status, hello.body.toString()]).toEqual([200, 'hello'])
  })

  test.skipIf(!tellsOfProcesses)('nothing is left open', async () => {
    const pid = servingPid(server)
    await expect.poll(() => openOf(pid, place), { timeout: 5000 }).toEqual([])
  })

  test.skipIf(!tellsOfProcesses)('a FIFO is not waited for, nor is the end', async () => {
    execFileSync('mkfifo', [at('fifo')])
    const five = Array.from({ length: 5 }, () => send(server.origin, { target: '/fifo' }, 2000))
    for (const { status } of await Promise.all(five)) expect(status).toBe(404)
    const hello = await send(server.origin, { target: '/hello.txt' }, 1000)
    expect(hello.body.toString()).toBe('hello')
    const started = performance.now()
    await server.stop()
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
