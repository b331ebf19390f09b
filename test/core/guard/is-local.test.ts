import { expect, test } from 'vitest'
import { Exchange } from '../../../src/core/exchange.ts'
import { isLocal } from '../../../src/core/guard/is-local.ts'

const rows: [
  url: string,
  ip: string | undefined,
  headers: Record<string, string>,
  expected: boolean,
][] = [
  ['http://localhost/', undefined, {}, false],
  ['http://localhost/', '192.0.2.7', {}, false],
  ['http://localhost/', '::2', {}, false],
  ['http://example.com/', '127.0.0.1', {}, false],
  ['http://localhost.example.com/', '127.0.0.1', {}, false],
  ['http://example.com/localhost/', '127.0.0.1', {}, false],
  ['http://192.0.2.7/', '127.0.0.1', {}, false],
  ['http://localhost/', '127.0.0.1', { Forwarded: 'for=192.0.2.7' }, false],
  ['http://localhost/', '127.0.0.1', { 'X-Forwarded-For': '192.0.2.7' }, false],
  ['http://localhost/', '127.0.0.1', { 'X-Forwarded-Anything': 'x' }, false],
  ['http://localhost/', '127.0.0.1', { Via: '1.1 proxy' }, false],
  ['http://localhost/', '127.0.0.1', { 'CF-Ray': 'x' }, false],
  ['http://localhost/', '127.0.0.1', { 'Sec-Fetch-Site': 'cross-site' }, false],
  ['http://localhost/', '127.0.0.1', { 'Sec-Fetch-Site': 'same-site' }, false],
  ['http://localhost/', '127.0.0.1', {}, true],
  ['http://localhost:8000/', '127.8.8.8', {}, true],
  ['http://LOCALHOST./', '::1', {}, true],
  ['http://t1.localhost/', '::ffff:127.0.0.1', {}, true],
  ['http://127.0.0.1:1/', '127.0.0.1', {}, true],
  ['http://[::1]:1/', '::1', {}, true],
  ['https://localhost/', '127.0.0.1', { 'Sec-Fetch-Site': 'same-origin' }, true],
  ['http://localhost/', '127.0.0.1', { 'Sec-Fetch-Site': 'none' }, true],
]

test.each(rows)('isLocal() of %s from %s with %j is %s', (url, ip, headers, expected) => {
  expect(isLocal(new Exchange(new Request(url, { headers }), { ip }))).toBe(expected)
})
