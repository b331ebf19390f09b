import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type Cli, startCli } from '../cli/process.ts'
import { runtimeNames } from '../runtimes.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/code-routes.md'), 'utf8')

/** Each block of code whose paragraph names its file. */
const blocks = [...page.matchAll(/`([^`\s]+\.ts)`(?:(?!\n\n|```)[\s\S])*\n\n```ts\n([\s\S]*?)```/g)]
const folder = temporaryFolder({
  ...Object.fromEntries(blocks.map(([, file = '', code = '']) => [file, code])),
  'hello.txt': 'a file',
  'plan.txt': 'the plan',
})

type Row = [method: string, path: string, init: RequestInit, status: number, text: string | RegExp]

const form = new URLSearchParams({ thing: 'a hat' })
const rows: Row[] = [
  ['GET', '/api/echo', {}, 200, '{"say":"something"}'],
  ['POST', '/api/echo', { body: 'hoot' }, 200, '{"youSaid":"hoot"}'],
  ['DELETE', '/api/echo', {}, 405, /It has: GET, POST, HEAD, OPTIONS/],
  ['GET', '/api/time', {}, 200, /^{"now":"\d{4}-.*Z"}$/],
  ['GET', '/api/users/7?field=a&field=b', {}, 200, '{"id":7,"fields":["a","b"]}'],
  ['POST', '/api/orders', { body: '{"berth":7,"nights":2}' }, 201, '{"berth":7,"price":160}'],
  ['POST', '/api/lost', { body: form }, 200, 'We are looking for a hat'],
  ['GET', '/api/visits', {}, 200, 'visit 1'],
  ['GET', '/api/visits', { headers: { Cookie: 'a=b; visits=4' } }, 200, 'visit 5'],
  ['GET', '/plan.txt', {}, 401, 'Who are you?'],
  ['GET', '/plan.txt', { headers: { Authorization: 'Bearer owl' } }, 200, 'the plan'],
  ['POST', '/api/words', { body: 'the little owl' }, 200, '{"words":3}'],
  ['POST', '/anything/at/all', { body: 'a form' }, 200, 'thanks'],
  ['GET', '/hello.txt', {}, 200, 'a file'],
]

test('docs/code-routes.md names the file of each example', () => {
  assert.equal(blocks.length, 9)
})

for (const runtime of runtimeNames) {
  describe(`docs/code-routes.md on ${runtime}`, () => {
    let cli: Cli
    let url: string

    beforeAll(async () => {
      cli = startCli(runtime, [folder, '--allow-code', '--port', '0'], { cwd: folder })
      url = await cli.line('stdout', /^http/)
    })
    afterAll(() => {
      cli.child.kill('SIGKILL')
    })

    for (const [method, path, init, status, text] of rows) {
      test(`${method} ${path} answers ${status}`, async () => {
        const response = await fetch(new URL(path, url), { method, ...init })
        assert.equal(response.status, status)
        const found = await response.text()
        if (typeof text === 'string') assert.equal(found, text)
        else assert.match(found, text)
      })
    }

    test('logs what it says', async () => {
      await cli.line('stderr', /^api\/users\/\[id\]\.GET\.ts: somebody asks for 7$/)
      await cli.line('stderr', /^\[\[\.\.\.path\]\]\.POST\.ts: got a form$/)
    })
  })
}
