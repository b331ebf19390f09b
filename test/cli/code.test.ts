import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, test } from 'vitest'
import { runtimeNames } from '../runtimes.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type Cli, runCli, startCli } from './process.ts'

const cwd = temporaryFolder()
const running = new Set<Cli>()
const trap = (name: string) => join(cwd, `${name}.evaluated`)

/** A module that leaves a file behind when it is evaluated. */
function trapped(name: string, rest: string): string {
  return `import { writeFileSync } from 'node:fs'\nwriteFileSync(${JSON.stringify(trap(name))}, '')\n${rest}\n`
}

const traps = ['config', 'any', 'get', 'helper']

beforeAll(() => {
  mkdirSync(join(cwd, 'site/api/lib'), { recursive: true })
  const files: Record<string, string> = {
    'webstand.config.ts': trapped('config', 'export default { code: true, allowCode: true }'),
    'webstand.json': '{"code":true,"allowCode":true,"host":"0.0.0.0"}',
    'api/x.ANY.ts': trapped(
      'any',
      `import { name } from './lib/name.ts'
export const GET = (request: Request, { params, log }: any) => (log('asked'), { name })
export const POST = async (request: Request) => Response.json(await request.json(), { status: 201 })
export function PUT() { throw new Error('for the log only') }`,
    ),
    'api/y.GET.ts': trapped('get', 'export default () => "text"'),
    'api/lib/name.ts': trapped('helper', 'export const name: string = "helper"'),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, 'site', name), text)
})

afterEach(() => {
  for (const cli of running) cli.child.kill('SIGKILL')
  running.clear()
  for (const name of traps) rmSync(trap(name), { force: true })
})

function evaluated(): string[] {
  return traps.filter((name) => existsSync(trap(name)))
}

for (const runtime of runtimeNames) {
  describe(runtime, () => {
    const start = async (args: string[]) => {
      const cli = startCli(runtime, [...args, '--port', '0'], { cwd })
      running.add(cli)
      return { cli, url: await cli.line('stdout', /^http/) }
    }

    test('evaluates nothing without consent: served, listed, explained, built', async () => {
      const { cli, url } = await start(['site'])
      for (const path of ['api/x', 'api/y']) {
        const response = await fetch(new URL(path, url))
        assert.equal(response.status, 403)
        assert.match(await response.text(), /--allow-code/)
      }
      for (const path of ['api/x.ANY.ts', 'api/y.GET.ts']) {
        assert.equal((await fetch(new URL(path, url))).status, 404, path)
      }
      const listing = await (await fetch(new URL('api/?format=json', url))).text()
      assert.match(listing, /x\.ANY\.ts/)
      assert.equal((await fetch(new URL('webstand.config.ts', url))).headers.get('location'), null)
      for (const name of ['api/x.ANY.ts', 'api/y.GET.ts']) {
        await cli.line('stderr', new RegExp(`^${name.replaceAll('.', '\\.')}: .*--allow-code`))
      }
      const explained = await runCli(runtime, ['explain', 'GET', '/api/x', 'site'], { cwd })
      assert.match(explained.stdout, /code is not run without --allow-code[\s\S]*403 Forbidden/)
      const routes = await runCli(runtime, ['routes', 'site'], { cwd })
      assert.match(routes.stdout, /ANY +\/api\/x/)
      const out = join(cwd, `out-${runtime}`)
      const built = await runCli(runtime, ['build', 'site', '--out', out], { cwd })
      assert.equal(built.code, 0, built.stderr)
      assert.match(
        built.stderr,
        /left out, as they cannot answer: api\/x\.ANY\.ts, api\/y\.GET\.ts/,
      )
      assert.ok(!existsSync(join(out, 'routes.js')))
      // The helper is a plain file of the folder; the sources of routes are nowhere.
      assert.equal(grep('for the log only', out), '')
      assert.deepEqual(evaluated(), [])
    })

    test('runs with consent, and says what it logs and throws', async () => {
      const { cli, url } = await start(['site', '--allow-code'])
      const got = await fetch(new URL('api/x', url))
      assert.deepEqual([got.status, await got.json()], [200, { name: 'helper' }])
      assert.equal(await (await fetch(new URL('api/y', url))).text(), 'text')
      const posted = await fetch(new URL('api/x', url), { method: 'POST', body: '{"a":1}' })
      assert.deepEqual([posted.status, await posted.json()], [201, { a: 1 }])
      const failed = await fetch(new URL('api/x', url), { method: 'PUT' })
      assert.equal(failed.status, 500)
      assert.ok(!(await failed.text()).includes('for the log only'))
      await cli.line('stderr', /^api\/x\.ANY\.ts: asked$/)
      await cli.line('stderr', /PUT .*for the log only/)
      assert.ok(!cli.text('stderr').includes('--allow-code'))
      assert.deepEqual(evaluated(), ['any', 'get', 'helper'])
    })

    test('explains with consent', async () => {
      const args = ['explain', 'GET', '/api/x', 'site', '--allow-code']
      const { stdout } = await runCli(runtime, args, { cwd })
      assert.match(stdout, /route +answered +api\/x\.ANY\.ts[\s\S]*200 OK/)
    })

    test('builds with consent, and reads the code without running it', async () => {
      const out = join(cwd, `out-code-${runtime}`)
      const args = ['build', 'site', '--allow-code', '--out', out]
      const { code, stderr } = await runCli(runtime, args, { cwd })
      assert.equal(code, 0, stderr)
      assert.ok(!stderr.includes('left out'))
      assert.match(readFileSync(join(out, 'routes.js'), 'utf8'), /for the log only/)
      assert.match(readFileSync(join(out, 'wrangler.json'), 'utf8'), /nodejs_compat/)
      assert.deepEqual(evaluated(), [])
    })
  })
}

function grep(text: string, folder: string): string {
  try {
    return execFileSync('grep', ['-rl', text, folder], { encoding: 'utf8' })
  } catch {
    return '' // nothing has it
  }
}

describe('webstand build --allow-code', () => {
  test('says which route cannot be bundled, and why', async () => {
    mkdirSync(join(cwd, 'broken'))
    writeFileSync(join(cwd, 'broken/x.GET.ts'), "import a from './absent.ts'\nexport default a")
    const { code, stderr } = await runCli('node', ['build', 'broken', '--allow-code'], { cwd })
    assert.equal(code, 2)
    const expected = 'broken/x.GET.ts:1:14: Could not resolve "./absent.ts"'
    assert.equal(stderr, `cannot bundle the routes: ${expected}\n`)
  })
})
