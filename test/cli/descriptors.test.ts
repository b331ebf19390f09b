import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'vitest'
import { runtimeNames, runtimes } from '../runtimes.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { main } from './process.ts'

const cwd = temporaryFolder()
writeFileSync(join(cwd, 'a.txt'), 'a')

/** More clients than a process may have descriptors. */
const CLIENTS = 120

for (const runtime of runtimeNames) {
  test.skipIf(process.platform === 'win32')(
    `${runtime} goes on when it has had no descriptor left`,
    async () => {
      const command = [...runtimes[runtime], main, '0']
      const child = spawn('sh', ['-c', 'ulimit -n 64; exec "$@"', 'sh', ...command], { cwd })
      child.stderr.resume()
      try {
        const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
        const url = new URL('a.txt', line.trim())
        // What is loaded late is loaded: Deno itself breaks down where it cannot open a module.
        assert.equal(await textAt(url, () => child.exitCode), 'a')
        const clients = Array.from({ length: CLIENTS }, () => {
          const socket = connect(Number(url.port), '127.0.0.1')
          socket.on('error', () => {}) // refused, or cut
          socket.write('GET /a.txt HTTP/1.1\r\nHost: localhost\r\n\r\n')
          return socket
        })
        await Promise.all(clients.map((socket) => once(socket, 'connect').catch(() => {})))
        for (const socket of clients) socket.destroy()
        assert.equal(await textAt(url, () => child.exitCode), 'a')
      } finally {
        child.kill('SIGKILL')
      }
    },
  )
}

/** What an address says as soon as it has a descriptor to say it with, unless the process has ended. */
async function textAt(url: URL, exitCode: () => number | null): Promise<string> {
  for (;;) {
    const response = await fetch(url).catch(() => null)
    if (response?.ok) return response.text()
    assert.equal(exitCode(), null)
  }
}
