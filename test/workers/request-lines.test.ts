import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { RequestLines } from '../../src/cli/edge/request-lines.ts'

const head = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
const lost = 'GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n'
const seen = lost.replace('#', '\x01')

function post(fields: string, content: string): string {
  return `POST /a HTTP/1.1\r\nHost: a\r\n${fields}\r\n${content}`
}

/** What passes as it is. */
const kept: [name: string, bytes: string][] = [
  ['a request', head],
  ['an escaped fragment', 'GET /a%23b HTTP/1.1\r\n\r\n'],
  ['a method with a hash', 'G#T /a HTTP/1.1\r\n\r\n'],
  ['a field', 'GET / HTTP/1.1\r\nX: GET /a#b HTTP/1.1\r\n\r\n'],
  ['a field that is a request line', 'GET / HTTP/1.1\r\nGET /a#b HTTP/1.1\r\n\r\n'],
  ['content', post(`Content-Length: ${lost.length}\r\n`, lost)],
  ['chunks', post('Transfer-Encoding: chunked\r\n', `1e\r\n${lost}\r\n0\r\n\r\n`)],
  ['an extension of a chunk', post('Transfer-Encoding: chunked\r\n', '1;a=#b\r\nx\r\n0\r\n\r\n')],
  ['trailers', post('Transfer-Encoding: chunked\r\n', '0\r\nGET /a#b HTTP/1.1\r\n\r\n')],
  ['no HTTP', '\x16\x03\x01#\r\n# #\r\n'],
  ['HTTP/2', `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${lost}`],
  // In doubt: a recipient may see no content here, or another.
  ['what follows CONNECT', `CONNECT a:1 HTTP/1.1\r\n\r\n${lost}`],
  ['what follows an upgrade', `GET / HTTP/1.1\r\nupgrade: websocket\r\n\r\n${lost}`],
  ['what follows two lengths', post('Content-Length: 0\r\nContent-Length: 0\r\n', lost)],
  ['what follows a length that is none', post('Content-Length: +0\r\n', lost)],
  ['what follows a list of lengths', post('Content-Length: 0, 0\r\n', lost)],
  ['what follows two framings', post('Content-Length: 0\r\nTransfer-Encoding: chunked\r\n', lost)],
  ['what follows another coding', post('Transfer-Encoding: gzip, chunked\r\n', lost)],
  ['what follows a folded field', post('X: a\r\n Content-Length: 0\r\n', lost)],
  ['what follows a chunk without a size', post('Transfer-Encoding: chunked\r\n', `\r\n${lost}`)],
  [
    'chunks in HTTP/1.0',
    `POST /a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n1e\r\n${lost}\r\n0\r\n\r\n${lost}`,
  ],
  ['a line without an end', `GET /${'a'.repeat(70_000)}\r\n\r\n${lost}`],
]

/** What is spoilt: what comes before, and a line with a fragment. */
const spoilt: [name: string, before: string][] = [
  ['at the beginning', ''],
  ['after empty lines', '\r\n\r\n'],
  ['after a request', head],
  ['after lines ended by LF', head.replaceAll('\r\n', '\n')],
  ['after HTTP/1.0', 'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n'],
  ['after content', post(`Content-Length: ${lost.length}\r\n`, lost)],
  ['after a field in capitals', post('CONTENT-LENGTH:3 \r\n', '#\r\n')],
  ['after content of no length', post('Content-Length: 0\r\n', '')],
  [
    'after chunks',
    post('Transfer-Encoding: Chunked\r\n', '1;a\r\n#\r\nA\r\n0123456789\r\n0\r\n\r\n'),
  ],
  ['after trailers', post('Transfer-Encoding: chunked\r\n', '0\r\nX: #\r\n\r\n')],
  ['after an expectation', post('Expect: 100-continue\r\nContent-Length: 1\r\n', '#')],
]

/** The bytes after they were looked at, in parts of a size. */
function passed(bytes: string, size: number): string {
  const lines = new RequestLines()
  const buffer = Buffer.from(bytes, 'latin1')
  for (let at = 0; at < buffer.length; at += size) lines.watch(buffer.subarray(at, at + size))
  return buffer.toString('latin1')
}

describe.each([1, 2, 3, 7, 64, 100_000])('RequestLines in parts of %d bytes', (size) => {
  test.each(kept)('keeps %s', (_, bytes) => {
    assert.equal(passed(bytes, size), bytes)
  })

  test.each(spoilt)('spoils a fragment %s', (_, before) => {
    assert.equal(passed(before + lost + lost, size), before + seen + seen)
  })
})

test('RequestLines spoils every kind of target', () => {
  for (const target of ['#', '/#', '/#/', '*#', 'http://a/b#c', '/?q=#', '/a#b#c']) {
    const line = `OPTIONS ${target} HTTP/1.1\r\n\r\n`
    assert.equal(passed(line, 8), line.replaceAll('#', '\x01'), target)
  }
})
