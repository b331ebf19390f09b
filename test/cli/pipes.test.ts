import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, test } from 'vitest'
import { runtimeNames, runtimes } from '../runtimes.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { main, runCli } from './process.ts'

// What a process does whose output is read late, by nobody, or not at all.

const cwd = temporaryFolder()
const running = new Set<ChildProcess>()

/** More routes than any pipe holds: several 100 KiB. */
const ROUTES = 2000

beforeAll(() => {
  writeFileSync(join(cwd, 'a.txt'), 'a')
  for (let count = 0; count < ROUTES; count++) {
    writeFileSync(join(cwd, `${count}-${'x'.repeat(100)}.GET.json`), '')
  }
})

afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
})

for (const runtime of runtimeNames) {
  describe(runtime, () => {
    function start(args: string[], stdio: ('pipe' | 'ignore' | number)[]) {
      const [command, ...flags] = runtimes[runtime]
      const child = spawn(command, [...flags, main, ...args], {
        cwd,
        stdio: ['ignore', ...stdio],
        env: { ...process.env, FORCE_COLOR: '0' },
      })
      running.add(child)
      const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
      return { child, ended }
    }

    test('what is printed is there in full, however late it is read', async () => {
      const { child, ended } = start(['routes', '--json'], ['pipe', 'ignore'])
      // The time of another process: enough for this one to end, if it did not wait.
      await runCli(runtime, ['--version'], { cwd })
      let text = ''
      for await (const chunk of child.stdout!.setEncoding('utf8')) text += chunk
      assert.equal(JSON.parse(text).routes.length, ROUTES)
      assert.equal(await ended, 0)
    })

    test('who reads one line only does not hear of it', async () => {
      const { child, ended } = start(['routes'], ['pipe', 'pipe'])
      child.stdout!.once('data', () => child.stdout!.destroy())
      let stderr = ''
      child.stderr!.setEncoding('utf8').on('data', (chunk) => (stderr += chunk))
      assert.equal(await ended, 0)
      assert.ok(!stderr.includes('EPIPE'), stderr)
    })

    test.skipIf(!existsSync('/dev/full'))('a full disk is a mistake in one line', async () => {
      const full = openSync('/dev/full', 'w')
      const { child, ended } = start(['--help'], [full, 'pipe'])
      let stderr = ''
      child.stderr!.setEncoding('utf8').on('data', (chunk) => (stderr += chunk))
      assert.equal(await ended, 2)
      assert.match(stderr, /^cannot write the output: no space left on device.*\n$/i)
      closeSync(full)
    })

    test('a log that nobody reads stops neither the server nor its end', async () => {
      const { child } = start(['0'], ['pipe', 'pipe'])
      const url = await new Promise<string>((resolve) => {
        child.stdout!.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()))
      })
      child.stderr!.pause()
      const path = `a.txt?${'x'.repeat(900)}`
      for (let count = 0; count < 800; count++) {
        assert.equal(await (await fetch(new URL(path, url))).text(), 'a')
      }
      child.kill('SIGTERM')
      assert.equal(await new Promise((resolve) => child.on('exit', resolve)), 0)
    })
  })
}
