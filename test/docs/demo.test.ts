import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type Cli, startCli } from '../cli/process.ts'
import { runtimeNames } from '../runtimes.ts'

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'demo/desk/README.md'), 'utf8')

/** The commands that the README of the desk has in its table. */
const commands = [...page.matchAll(/^\| `curl localhost:8000(\S+)(.*?)` \|/gm)].map(
  ([, path = '', rest = '']) => ({ path, init: initOf(rest) }),
)

/** What curl makes of `-d`, `-b` and `-H`. */
function initOf(rest: string): RequestInit {
  const headers: Record<string, string> = {}
  let body: string | undefined
  for (const [, flag, quoted, plain] of rest.matchAll(/ -(\w) (?:'([^']*)'|(\S+))/g)) {
    const value = quoted ?? plain ?? ''
    if (flag === 'H') headers[value.slice(0, value.indexOf(':'))] = value.split(': ')[1]!
    if (flag === 'b') headers.Cookie = value
    if (flag !== 'd') continue
    body = value
    headers['Content-Type'] = 'application/x-www-form-urlencoded'
  }
  return { headers, ...(body !== undefined && { method: 'POST', body }) }
}

const answers: [path: string, answer: RegExp][] = [
  ['/desk/fare', /^\{"berth":7,"nights":2,"price":96\}$/],
  ['/desk/lost', /^We are looking for one left mitten\.$/m],
  ['/desk/visits', /^Visit 5\.$/m],
  ['/desk/plan.txt', /the driver/i],
  ['/desk/brakes', /^ {2}40 km\/h +\d+ m\n/],
  ['/desk/letters/to/larkhollow', /^It goes with the night train\.$/m],
]

test('the README of the desk has a command for each of its routes', () => {
  assert.deepEqual(
    commands.map(({ path }) => path),
    answers.map(([path]) => path),
  )
})

const hasPython = spawnSync('python3', ['--version']).status === 0

for (const runtime of runtimeNames) {
  describe(`the desk of the demo on ${runtime}`, () => {
    const running: Cli[] = []
    const start = async (...args: string[]) => {
      const cli = startCli(runtime, ['demo', '--port', '0', ...args], { cwd: root })
      running.push(cli)
      return { cli, url: await cli.line('stdout', /^http/) }
    }
    let allowed: { cli: Cli; url: string }
    let refused: { cli: Cli; url: string }

    beforeAll(async () => {
      ;[allowed, refused] = await Promise.all([start('--allow-code'), start()])
    })
    afterAll(() => {
      for (const cli of running) cli.child.kill('SIGKILL')
    })

    for (const [index, { path, init }] of commands.entries()) {
      test.skipIf(path === '/desk/brakes' && !hasPython)(
        `${path} answers with consent`,
        async () => {
          const response = await fetch(new URL(path, allowed.url), init)
          assert.equal(response.status, 200)
          assert.match(await response.text(), answers[index]![1])
        },
      )

      test(`${path} answers 403 without it`, async () => {
        const response = await fetch(new URL(path, refused.url), init)
        assert.equal(response.status, 403)
      })
    }

    test('/desk/plan.txt asks for the word', async () => {
      assert.equal((await fetch(new URL('/desk/plan.txt', allowed.url))).status, 401)
    })

    test('names the code before it is asked, and logs what it says', async () => {
      await refused.cli.line('stderr', /^6 files of code need --allow-code: desk\/brakes\.GET\.ts/)
      await allowed.cli.line('stderr', /POST\.ts: a letter: to\/larkhollow Dear Zoë$/)
    })
  })
}
