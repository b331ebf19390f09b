import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type Cli, startCli } from '../cli/process.ts'
import { temporaryFolder } from './folder.ts'

const cwd = temporaryFolder()
const env = { XDG_CACHE_HOME: join(cwd, 'cache') }
const started: Cli[] = []

async function preview(...args: string[]): Promise<{ cli: Cli; url: string }> {
  const cli = startCli('node', ['preview', 'site', ...args, '--port', '0'], { cwd, env })
  started.push(cli)
  return { cli, url: await cli.line('stdout', /^/) }
}

beforeAll(() => {
  mkdirSync(join(cwd, 'site/api'), { recursive: true })
  const files: Record<string, string> = {
    'api/[id].ANY.ts': `import { createHash } from 'node:crypto'
import type { RouteContext } from 'webstand'
import { name } from '../name.ts'
export function GET(request: Request, { params, log }: RouteContext) {
  log('asked for', params.id)
  return { id: params.id, name, hash: createHash('md5').update('a').digest('hex') }
}
export const POST = async (request: Request) => Response.json(await request.json(), { status: 201 })
export function PUT() { throw new Error('for the log only') }`,
    'name.ts': "export const name: string = 'helper'",
    'a.txt.GET.js': 'export default (request, { next }) => next()',
    'a.txt': 'a file',
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, 'site', name), text)
})

afterAll(async () => {
  for (const { child } of started) child.kill('SIGTERM') // what it has started ends with it
  await Promise.all(started.map(({ ended }) => ended))
})

/** Looks again and again, for ten seconds. */
async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await isTrue()) return
    await setTimeout(100)
  }
  assert.fail(`never true: ${isTrue}`)
}

describe('webstand preview', () => {
  test('runs routes that are code with consent, and without says what is missing', async () => {
    const [{ cli, url }, without] = await Promise.all([preview('--allow-code'), preview()])
    const got = await fetch(new URL('api/7', url))
    assert.equal(got.status, 200)
    const hash = '0cc175b9c0f1b6a831c399e269772661'
    assert.deepEqual(await got.json(), { id: '7', name: 'helper', hash })
    const posted = await fetch(new URL('api/7', url), { method: 'POST', body: '{"a":1}' })
    assert.deepEqual([posted.status, await posted.json()], [201, { a: 1 }])
    assert.equal((await fetch(new URL('api/7', url), { method: 'DELETE' })).status, 405)
    const failed = await fetch(new URL('api/7', url), { method: 'PUT' })
    assert.equal(failed.status, 500)
    assert.ok(!(await failed.text()).includes('for the log only'))
    assert.equal(await (await fetch(new URL('a.txt', url))).text(), 'a file')
    const head = await fetch(new URL('api/7', url), { method: 'HEAD' })
    assert.deepEqual([head.status, await head.text()], [200, ''])
    await cli.line('stderr', /^api\/\[id\]\.ANY\.ts: asked for 7$/)
    await cli.line('stderr', /for the log only/)

    const refused = await fetch(new URL('api/7', without.url))
    assert.equal(refused.status, 403)
    assert.match(await refused.text(), /--allow-code/)
  })

  test('follows its code and the code that it imports, and refuses nobody meanwhile', async () => {
    const { cli, url } = await preview('--allow-code')
    const api = new URL('api/7', url)
    const asking = new AbortController()
    const statuses = new Set<number>()
    const client = (async () => {
      while (!asking.signal.aborted) {
        const response = await fetch(api)
        await response.text()
        statuses.add(response.status)
        await setTimeout(20)
      }
    })()
    for (let edit = 1; edit <= 10; edit++) {
      writeFileSync(join(cwd, 'site/name.ts'), `export const name = 'edit ${edit}'`)
      await until(() => cli.text('stderr').match(/ {2}rebuilt$/gm)?.length === edit)
      assert.equal((await (await fetch(api)).json()).name, `edit ${edit}`)
    }
    asking.abort()
    await client
    assert.deepEqual([...statuses], [200])
  })

  test('keeps the code before where it cannot be run, and says what is wrong', async () => {
    const { cli, url } = await preview('--allow-code')
    const file = join(cwd, 'site/broken.GET.ts')
    const ask = async () => (await fetch(new URL('broken', url))).text()
    writeFileSync(file, "export default () => 'before'")
    await cli.line('stderr', /\+ broken\.GET\.ts/)
    assert.equal(await ask(), 'before')
    writeFileSync(file, "throw new Error('too early')")
    await cli.line('stderr', / {2}rebuilt$/)
    assert.equal(await ask(), 'before')
    await cli.line('stderr', /too early/)
    writeFileSync(file, 'export default (')
    await cli.line('stderr', /^cannot bundle the routes/)
    assert.equal(await ask(), 'before')
    writeFileSync(file, "export default () => 'after'")
    await until(async () => (await ask()) === 'after')
    rmSync(file)
    await cli.line('stderr', /- broken\.GET\.ts/)
    assert.equal((await fetch(new URL('broken', url))).status, 404)
  })
})
