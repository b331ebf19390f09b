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
  ['http://localhost/', '127.0.0.1', { 'Sec-Fetch-Site': 'none, cross-site' }, false],
  ['http://localhost/', '127.0.0.1', { 'Sec-Fetch-Site': '' }, false],
  ['http://localhost/', '127.0.0.1', { Origin: 'https://evil.example' }, false],
  ['http://localhost/', '127.0.0.1', { Origin: 'null' }, false],
  ['http://localhost:8000/', '127.0.0.1', { Origin: 'http://localhost:5173' }, false],
  ['http://localhost/', '127.0.0.1', { forwarded: '' }, false],
  ['http://localhost/', '127.0.0.1', { 'X-Real-IP': '192.0.2.7' }, false],
  ['http://localhost/', '127.0.0.1', { 'True-Client-IP': '192.0.2.7' }, false],
  ['http://localhost/', '127.0.0.1', { 'CDN-Loop': 'cloudflare' }, false],
  ['http://localhost/', '127.0.0.1', { 'Tailscale-User-Login': 'ada' }, false],
  ['http://localhost/', '127.0.0.1, 192.0.2.7', {}, false],
  ['http://localhost/', '1270.0.0.1', {}, false],
  ['http://localhost/', '127.0.0.1.evil', {}, false],
  ['http://localhost/', '::ffff:192.0.2.7', {}, false],
  ['http://127.evil.example/', '127.0.0.1', {}, false],
  ['http://[::2]/', '::1', {}, false],
  ['http://0.0.0.0/', '127.0.0.1', {}, false],
  ['http://localhost:8000/x', '127.0.0.1', { Origin: 'http://localhost:8000' }, true],
  ['http://localhost/', '127.0.0.1', { 'X-Forward': 'x', 'My-CF-Ray': 'x' }, true],
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
