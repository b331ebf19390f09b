import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type Cli, startCli } from '../cli/process.ts'
import { sendRaw, sendUntilClosed } from '../conformance/client.ts'
import { statusAs } from './ask.ts'
import { temporaryFolder } from './folder.ts'

const cwd = temporaryFolder()
const cache = join(cwd, 'cache')
const originOf = ({ url }: Preview) => new URL(url).origin.replace('localhost', '127.0.0.1')
/** One that others on the network would ask for, if there is a network. */
const address = Object.values(networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address
const isLinux = process.platform === 'linux'

interface Preview extends Cli {
  readonly url: string
}

async function preview(...args: string[]): Promise<Preview> {
  const cli = startCli('node', ['preview', ...args], { cwd, env: { XDG_CACHE_HOME: cache } })
  started.push(cli)
  return { ...cli, url: await cli.line('stdout', /^/) }
}

const started: Cli[] = []
let one: Preview
let other: Preview

beforeAll(async () => {
  for (const name of ['one', 'other']) {
    mkdirSync(join(cwd, name))
    writeFileSync(join(cwd, name, 'name.txt'), name)
  }
  ;[one, other] = await Promise.all([
    preview('one', '--port', '0'),
    preview('other', '0', '--allow-host', 'my.example'),
  ])
})

afterAll(() => {
  for (const { child } of started) child.kill('SIGKILL')
})

/** Looks again and again, for ten seconds. */
async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await isTrue()) return
    await setTimeout(100)
  }
  assert.fail(`never true: ${isTrue}`)
}

function untilText(url: URL, text: string): Promise<void> {
  return until(async () => (await (await fetch(url)).text()) === text)
}

/** The Workers runtime that a process has started, from Linux's /proc; `null`: it has none. */
function workerdOf(pid: number | undefined): string | null {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  const nameOf = (child: string) => readFileSync(`/proc/${child}/comm`, 'utf8').trim()
  return children.find((child) => nameOf(child) === 'workerd') ?? null
}

function isRunning(pid: string): boolean {
  const state = `/proc/${pid}/stat`
  return existsSync(state) && !/\) Z /.test(readFileSync(state, 'utf8'))
}

describe('webstand preview', () => {
  test('says where it listens, and serves that folder', async () => {
    for (const [{ url }, name] of [
      [one, 'one'],
      [other, 'other'],
    ] as const) {
      assert.match(url, /^http:\/\/localhost:\d+\/$/)
      const response = await fetch(new URL('name.txt', url))
      assert.equal(await response.text(), name)
    }
    assert.notEqual(one.url, other.url)
  })

  test('says what is wrong in the folder', async () => {
    mkdirSync(join(cwd, 'wrong'))
    writeFileSync(join(cwd, 'wrong/users.GET.json.gz'), '')
    const wrong = await preview('wrong', '0')
    assert.match(await wrong.line('stderr', /users/), /^users\.GET\.json\.gz: /)
  })

  test('says which file answered', async () => {
    await fetch(new URL('name.txt?log', one.url))
    const line = await one.line('stderr', /name\.txt\?log/)
    assert.match(line, /GET +\/name\.txt\?log +200 +3 B +\d+ ms +name\.txt$/)
  })

  test('answers to no other name, unless it was allowed', async () => {
    const ask = ({ url }: Preview) => statusAs('my.example', new URL('name.txt', url))
    assert.equal(await ask(one), 421)
    assert.equal(await ask(other), 200)
  })

  test('refuses a fragment in its turn, and reads no further', async () => {
    const get = (target: string) => `GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`
    const post = 'POST /none HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8\r\n\r\nGET /#b \n'
    const sent = [get('/name.txt'), post, get('/name.txt?a#b'), get('/name.txt')]
    const received = await sendUntilClosed(originOf(one), sent.join(''))
    const statuses = [...received.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status)
    assert.deepEqual(statuses, ['200', '404', '400'])
  })

  test.skipIf(address === undefined)('takes nobody on the network for its owner', async () => {
    const open = await preview('one', '0', '--host', '0.0.0.0')
    const origin = `http://${address}:${new URL(open.url).port}`
    for (const fields of ['', 'CF-Connecting-IP: 127.0.0.1\r\n', 'X-Real-IP: ::1\r\n']) {
      const request = (path: string) =>
        `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${fields}\r\n`
      assert.match(await sendRaw(origin, request('/name.txt')), /^HTTP\/1\.1 200/)
      assert.match(await sendRaw(origin, request('/__webstand/events')), /^HTTP\/1\.1 404/, fields)
    }
  })

  test.skipIf(!isLinux)('ends when its runtime does', async () => {
    const left = await preview('other', '0')
    process.kill(Number(workerdOf(left.child.pid)), 'SIGKILL')
    assert.notEqual((await left.ended).code, 0)
    await assert.rejects(fetch(left.url))
  })

  test('follows the folder', async () => {
    writeFileSync(join(cwd, 'one/new.txt'), 'new')
    await untilText(new URL('new.txt', one.url), 'new')
    writeFileSync(join(cwd, 'one/new.txt'), 'two')
    await untilText(new URL('new.txt', one.url), 'two')
    assert.equal((await fetch(new URL('new.txt', other.url))).status, 404)
  })

  test('tells the open pages of its owner that the folder has changed', async () => {
    const events = await fetch(new URL('__webstand/events', one.url))
    assert.equal(events.headers.get('Content-Type'), 'text/event-stream')
    const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader()
    let heard = (await reader.read()).value ?? ''
    writeFileSync(join(cwd, 'one/heard.txt'), '')
    while (!heard.includes('data: changed')) heard += (await reader.read()).value ?? assert.fail()
    await reader.cancel()
  })

  test('keeps the place of a sequence when a file is edited', async () => {
    writeFileSync(join(cwd, 'one/job(1).GET.202.json'), '{}')
    writeFileSync(join(cwd, 'one/job(2).GET.200.json'), '{}')
    const job = new URL('job', one.url)
    await until(async () => (await fetch(job)).status === 202)
    writeFileSync(join(cwd, 'one/other.txt'), 'other')
    await untilText(new URL('other.txt', one.url), 'other')
    assert.equal((await fetch(job)).status, 200)
  })

  test('listens on no port that is taken', async () => {
    const { port } = new URL(one.url)
    const late = startCli('node', ['preview', 'other', '--port', port], { cwd })
    started.push(late)
    const { code, stderr } = await late.ended
    assert.equal(code, 2)
    assert.match(stderr, new RegExp(`^port ${port} is in use`))
  })

  test.skipIf(!isLinux)('leaves nothing running when it is killed', async () => {
    const killed = await preview('other', '0')
    const workerd = workerdOf(killed.child.pid)
    assert.ok(workerd)
    killed.child.kill('SIGKILL')
    await until(() => !isRunning(workerd))
  })

  test.skipIf(!isLinux)('leaves nothing behind when it is told to end', async () => {
    const { pid } = other.child
    const workerd = workerdOf(pid)
    assert.ok(workerd)
    const [folder] = readdirSync(join(cache, 'webstand')).filter((name) =>
      name.includes(`-${pid}-`),
    )
    assert.ok(folder)

    other.child.kill('SIGTERM')
    assert.equal((await other.ended).code, 0)
    assert.ok(!isRunning(workerd))
    assert.ok(!readdirSync(join(cache, 'webstand')).includes(folder))
    await assert.rejects(fetch(other.url))
    assert.equal((await fetch(new URL('name.txt', one.url))).status, 200)
  })
})
