import assert from 'node:assert/strict'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, describe, test } from 'vitest'
import { runtimeNames } from '../runtimes.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type Cli, startCli } from './process.ts'

const cwd = temporaryFolder()
const running = new Set<Cli>()

afterEach(() => {
  for (const cli of running) cli.child.kill('SIGKILL')
  running.clear()
})

for (const runtime of runtimeNames) {
  describe(`what is edited on ${runtime}`, () => {
    const folder = join(cwd, runtime)

    function write(name: string, text: string): void {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }

    const remove = (name: string) => rmSync(join(folder, name), { recursive: true })

    async function start(files: Record<string, string>, ...args: string[]) {
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder)
      for (const [name, text] of Object.entries(files)) write(name, text)
      const cli = startCli(runtime, [folder, ...args, '--port', '0'], { cwd })
      running.add(cli)
      const url = await cli.line('stdout', /^http/)
      const ask = (path: string, init?: RequestInit) =>
        fetch(new URL(path, url), { redirect: 'manual', ...init })
      const get = async (path: string, init?: RequestInit) => {
        const response = await ask(path, init)
        return `${response.status} ${await response.text()}`
      }
      return { cli, ask, get, url }
    }

    test('is live at the next request: a route added, saved, removed', async () => {
      const { cli, ask, get } = await start({ 'api/users.GET.json': '[]' })
      assert.equal(await get('api/users'), '200 []')
      assert.equal((await ask('api/users', { method: 'POST' })).status, 405)
      write('api/users.POST.201.json', '{"id":1}')
      assert.equal(await get('api/users', { method: 'POST' }), '201 {"id":1}')
      write('api/users.POST.201.json', '{"id":2}')
      assert.equal(await get('api/users', { method: 'POST' }), '201 {"id":2}')
      remove('api/users.POST.201.json')
      assert.equal((await ask('api/users', { method: 'POST' })).status, 405)
      await cli.line('stderr', /\+ api\/users\.POST\.201\.json {2}→ {2}POST \/api\/users$/)
      await cli.line('stderr', /- api\/users\.POST\.201\.json {2}→ {2}POST \/api\/users$/)
    })

    test('is live in folders that are new, also below a parameter', async () => {
      const { get } = await start({ 'api/[version]/a.GET.json': '1', 'hello.txt': 'hello' })
      assert.match(await get('api/v1/b'), /^404/)
      write('api/[version]/b.GET.json', '2')
      assert.equal(await get('api/v1/b'), '200 2')
      assert.match(await get('api/v1/new/deep/c'), /^404/)
      write('api/[version]/new/deep/c.GET.json', '3')
      assert.equal(await get('api/v1/new/deep/c'), '200 3')
      renameSync(join(folder, 'api'), join(folder, 'moved'))
      assert.match(await get('api/v1/b'), /^404/)
      assert.equal(await get('moved/v1/b'), '200 2')
    })

    test('is live in a folder that was gone when it was looked at', async () => {
      const { get } = await start({ 'api/users.GET.json': '[]' })
      assert.equal(await get('api/users'), '200 []')
      rmSync(folder, { recursive: true })
      assert.match(await get('api/users'), /^404/)
      write('api/users.GET.json', '[1]')
      assert.equal(await get('api/users'), '200 [1]')
    })

    test('is live without a request, and the log says so', async () => {
      const { cli, get } = await start({ '[...path].GET.txt': 'rest', 'api/a.GET.json': '1' })
      assert.equal(await get('api/users'), '200 rest')
      await get('') // the log tells of edits from when all is known
      write('api/users.GET.json', '[]')
      await cli.line('stderr', /\+ api\/users\.GET\.json {2}→ {2}GET \/api\/users$/)
      assert.equal(await get('api/users'), '200 []')
      write('api/new/more.GET.json', '[]')
      await cli.line('stderr', /\+ api\/new\/more\.GET\.json/)
    })

    test('is live for rules and MOCK files', async () => {
      const mock = (status: number) => `[{"status":${status},"body":"b"}]`
      const { cli, ask, get } = await start({ 'x.MOCK.json': mock(201), 'a.txt': 'a' })
      assert.equal(await get('x'), '201 b')
      await get('') // the log tells of edits from when all is known
      write('x.MOCK.json', mock(202))
      assert.equal(await get('x'), '202 b')
      write('x.MOCK.json', mock(203))
      assert.equal(await get('x'), '203 b')
      write('_headers', '/*\n  X-Rule: one\n')
      assert.equal((await ask('a.txt')).headers.get('x-rule'), 'one')
      write('_headers', '/*\n  X-Rule: two\n')
      assert.equal((await ask('a.txt')).headers.get('x-rule'), 'two')
      write('_redirects', '/a.txt /b.txt 301\n')
      assert.equal((await ask('a.txt')).headers.get('location'), '/b.txt')
      remove('_redirects')
      assert.equal((await ask('a.txt')).status, 200)
      remove('_headers')
      assert.equal((await ask('a.txt')).headers.get('x-rule'), null)
      await cli.line('stderr', /~ x\.MOCK\.json {2}→ {2}GET \/x$/)
      await cli.line('stderr', /\+ _redirects {2}→ {2}1 redirect$/)
    })

    test('keeps its last good version while it is broken, and says what is wrong', async () => {
      const { cli, get } = await start({ 'x.MOCK.yaml': '- body: good\n' })
      assert.equal(await get('x'), '200 good')
      write('x.MOCK.yaml', '- body: good\n  [\n')
      assert.equal(await get('x'), '200 good')
      await cli.line('stderr', /^.*x\.MOCK\.yaml:\d+: .*its last good version answers/)
      assert.equal(await get('x'), '200 good')
      write('x.MOCK.yaml', '- body: better\n')
      assert.equal(await get('x'), '200 better')
      remove('x.MOCK.yaml')
      assert.match(await get('x'), /^404/)
    })

    test('is told to open pages: a plain file, and a route', async () => {
      const { ask } = await start({ 'dir/a.txt': 'a' })
      const response = await ask('__webstand/events')
      const events = response.body!.pipeThrough(new TextDecoderStream()).getReader()
      const untilTold = async () => {
        for (let text = ''; !text.includes('data: changed'); ) text += (await events.read()).value
      }
      assert.match((await events.read()).value!, /^retry/)
      await ask('dir/') // whoever looks at it has had it read
      write('dir/b.txt', 'b')
      await untilTold()
      write('dir/c.GET.json', '1')
      await untilTold()
      await events.cancel()
    })

    test('leaves the state of sequences as it is', async () => {
      const { get } = await start({ 'job(1).GET.202.txt': '1', 'job(2).GET.txt': '2' })
      assert.equal(await get('job'), '202 1')
      write('other.GET.txt', 'other')
      assert.equal(await get('other'), '200 other')
      assert.equal(await get('job'), '200 2')
    })

    test('survives a build that empties and writes its folder while it is asked', async () => {
      const page = `<!doctype html><title>page</title>${'x'.repeat(5000)}`
      const mocks = join(cwd, `${runtime}-mocks`)
      mkdirSync(join(mocks, 'users'), { recursive: true })
      writeFileSync(join(mocks, 'users/[id].GET.json'), '{"id":"{{params.id | int}}"}')
      const { cli, get } = await start({ 'index.html': page, 'assets/app.js': 'let a' }, mocks)
      const isDone = new AbortController()
      // A page that is being written is a shorter one to whoever reads it just then.
      const writePage = () => {
        write('.index.html', page)
        renameSync(join(folder, '.index.html'), join(folder, 'index.html'))
      }
      const building = (async () => {
        for (let round = 0; round < 25; round++) {
          for (const name of ['index.html', 'assets']) remove(name)
          await setTimeout(20)
          write('assets/app.js', `let a = ${round}`)
          writePage()
          if (round % 5 === 0) {
            rmSync(folder, { recursive: true })
            write('assets/app.js', `let a = ${round}`)
            writePage()
          }
          await setTimeout(30)
        }
        isDone.abort()
      })()
      const seen = new Set<string>()
      while (!isDone.signal.aborted) {
        for (const path of ['index.html', 'assets/app.js']) {
          const answer = await get(path)
          seen.add(answer.slice(0, 3))
          if (answer.startsWith('200') && path === 'index.html') assert.equal(answer, `200 ${page}`)
        }
        assert.equal(await get('users/7'), '200 {"id":7}')
        await setTimeout(50)
      }
      await building
      assert.equal(await get('assets/app.js'), '200 let a = 24')
      assert.equal(await get('index.html'), `200 ${page}`)
      write('api/late.GET.json', '1')
      assert.equal(await get('api/late'), '200 1')
      for (const status of seen) assert.match(status, /^(?:200|404)$/, cli.text('stderr'))
      assert.equal(cli.child.exitCode, null)
      assert.ok(!cli.text('stderr').includes('Error'), cli.text('stderr'))
    })
  })
}
