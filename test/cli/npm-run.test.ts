import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const bins = join(root, 'node_modules/.bin')

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false // refused: nobody is there
  } finally {
    socket.destroy()
  }
}

for (const script of ['serve', 'serve:node', 'serve:deno']) {
  test(`npm run ${script} ends when npm is told to`, async () => {
    const npm = spawn('npm', ['run', '-s', script, '--', 'test', '--port', '0'], {
      cwd: root,
      env: { ...process.env, PATH: bins + delimiter + process.env.PATH },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [line] = await once(createInterface({ input: npm.stdout }), 'line')
    const port = Number(new URL(line).port)
    assert.ok(await isListening(port))
    npm.kill('SIGTERM')
    for (let tries = 0; tries < 100 && (await isListening(port)); tries++) await setTimeout(100)
    assert.ok(!(await isListening(port)))
  })
}
