import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import type { Server } from '../../src/adapters/server.ts'
import { UsageError } from '../../src/cli/line/usage-error.ts'
import { listen, type Open } from '../../src/cli/serve/listen.ts'

/** Listens nowhere; ports are taken up to `busyUntil`, and `failure` is what any other gives. */
function openWith(busyUntil: number, failure?: { code?: string; message: string }): Open {
  return async ({ port, host }) => {
    if (port !== 0 && port! <= busyUntil) throw Object.assign(new Error(), { code: 'EADDRINUSE' })
    if (failure !== undefined) throw Object.assign(new Error(failure.message), failure)
    const server: Server = { url: `http://${host}:${port || 61_234}/`, close: async () => {} }
    return server
  }
}

describe('listen()', () => {
  const found: [port: number | undefined, busyUntil: number, expected: number][] = [
    [undefined, 0, 8000],
    [undefined, 8000, 8001],
    [undefined, 8018, 8019],
    [undefined, 65_535, 61_234], // the system picks one
    [9000, 8999, 9000],
    [0, 65_535, 61_234],
  ]
  for (const [port, busyUntil, expected] of found) {
    test(`port ${port}, busy until ${busyUntil}: ${expected}`, async () => {
      const { url } = await listen(openWith(busyUntil), { host: 'localhost', port })
      assert.equal(url, `http://localhost:${expected}/`)
    })
  }

  test('says what else to do about a port that was asked for, also when nobody is known', async () => {
    const expected = new UsageError('port 2 is in use. Try --port 4')
    await assert.rejects(listen(openWith(3), { host: 'localhost', port: 2 }), expected)
  })

  const failures: [code: string, host: string, expected: string][] = [
    ['EACCES', 'localhost', 'cannot listen on port 81: not permitted. Try --port 8080'],
    ['EPERM', 'localhost', 'cannot listen on port 81: not permitted. Try --port 8080'],
    [
      'EADDRNOTAVAIL',
      '192.0.2.1',
      'cannot listen on "192.0.2.1": this machine has no such address',
    ],
    ['ENOTFOUND', 'fe80::1', 'cannot listen on "fe80::1": this machine has no such address'],
    ['EINVAL', 'a b', 'cannot listen on "a b": this machine has no such address'],
  ]
  for (const [code, host, expected] of failures) {
    test(`${code} on ${host} is one line`, async () => {
      const open = openWith(0, { code, message: 'no' })
      await assert.rejects(listen(open, { host, port: 81 }), new UsageError(expected))
    })
  }

  test('leaves what it cannot explain as it is', async () => {
    const open = openWith(0, { code: 'EMFILE', message: 'too many open files' })
    await assert.rejects(listen(open, { host: '127.0.0.1', port: 81 }), {
      name: 'Error',
      code: 'EMFILE',
    })
  })
})
