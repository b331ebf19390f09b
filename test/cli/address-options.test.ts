import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { hostsOf, isLoopback } from '../../src/cli/line/address-options.ts'

describe('isLoopback()', () => {
  const cases: [host: string, expected: boolean][] = [
    ['localhost', true],
    ['app.localhost', true],
    ['127.0.0.1', true],
    ['127.0.1.1', true],
    ['::1', true],
    ['::ffff:7f00:1', true], // 127.0.0.1 as a URL spells it
    ['::ffff:127.0.0.1', true],
    ['::', false],
    ['0.0.0.0', false],
    ['::ffff:8000:1', false], // 128.0.0.1
    ['192.168.1.5', false],
    ['fe80::1', false],
    ['127.0.0.1.invalid', false],
    ['localhost.invalid', false],
    ['no.such.invalid', false],
  ]
  for (const [host, expected] of cases) {
    test(`${host}: ${expected}`, async () => assert.equal(await isLoopback(host), expected))
  }
})

describe('hostsOf()', () => {
  const allowHost = ['app.example']
  const cases: [host: string | undefined, expected: string[]][] = [
    [undefined, ['app.example']],
    ['127.0.0.1', ['app.example']], // every address is answered to
    ['::1', ['app.example']],
    ['my-machine', ['app.example', 'my-machine']],
  ]
  for (const [host, expected] of cases) {
    test(`--host ${host}`, () => assert.deepEqual(hostsOf({ allowHost, host }), expected))
  }
})
