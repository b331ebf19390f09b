import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, test } from 'vitest'
import { runtimeNames } from '../runtimes.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type Cli, runCli, startCli } from './process.ts'

const cwd = temporaryFolder()
mkdirSync(join(cwd, 'site'))
writeFileSync(join(cwd, 'site/x.GET.json'), '{"a":1}')

/** Asks, says what it was told, and ends with 7. */
const asks = `
const { WEBSTAND_URL, PORT } = process.env
const response = await fetch(WEBSTAND_URL + '/x')
console.log(await response.text(), new URL(WEBSTAND_URL).port === PORT, process.argv.slice(2).join())
process.exitCode = 7
`
/** Says its id and its address, and waits; told to end, it says so and ends with 5. */
const waits = `
process.on('SIGTERM', () => {
  console.log('told')
  process.exit(5)
})
console.log(process.pid, process.env.WEBSTAND_URL)
setInterval(() => {}, 1000)
`
writeFileSync(join(cwd, 'asks.mjs'), asks)
writeFileSync(join(cwd, 'waits.mjs'), waits)

const running = new Set<Cli>()
afterEach(() => {
  for (const cli of running) cli.child.kill('SIGKILL')
  running.clear()
})

const node = process.execPath

for (const runtime of runtimeNames) {
  describe(`webstand … -- COMMAND on ${runtime}`, () => {
    const startWaiting = async () => {
      const cli = startCli(runtime, ['site', '--', node, 'waits.mjs'], { cwd })
      running.add(cli)
      const [pid, url] = (await cli.line('stdout', /^\d+ http/)).split(' ')
      return { cli, pid: Number(pid), url: url! }
    }

    test('runs it with the address, passes its exit code on, and stops', async () => {
      const args = ['site', '--', node, 'asks.mjs', '--port', '-x']
      const env = { PORT: '1' } // that of somebody else
      const { code, stdout, stderr } = await runCli(runtime, args, { cwd, env })
      assert.equal(stdout, '{"a":1} true --port,-x\n')
      assert.deepEqual([code, stderr], [7, ''])
    })

    test('hands on what tells it to end, and stops', async () => {
      const { cli, url } = await startWaiting()
      assert.equal(await (await fetch(`${url}/x`)).text(), '{"a":1}')
      cli.child.kill('SIGTERM')
      const { code, stdout } = await cli.ended
      assert.equal(code, 5)
      assert.match(stdout, /told\n$/)
      await assert.rejects(fetch(url))
    })

    test('stops when the command is killed, and says by what', async () => {
      const { cli, pid, url } = await startWaiting()
      process.kill(pid, 'SIGKILL')
      assert.equal((await cli.ended).code, 128 + 9)
      await assert.rejects(fetch(url))
    })

    test('says which command there is not', async () => {
      const args = ['site', '--', 'no-such-command-here']
      const { code, stderr } = await runCli(runtime, args, { cwd })
      assert.equal(code, 127)
      assert.equal(stderr, 'cannot run "no-such-command-here": there is no such command\n')
    })

    test('says which command cannot be run', async () => {
      const { code, stderr } = await runCli(runtime, ['site', '--', './site'], { cwd })
      assert.deepEqual([code, stderr], [126, 'cannot run "./site": permission denied\n'])
    })

    test('needs a command', async () => {
      const { code, stderr } = await runCli(runtime, ['site', '--'], { cwd })
      assert.deepEqual([code, stderr], [2, 'expected a command after "--"\n'])
    })
  })
}
