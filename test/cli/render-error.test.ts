import assert from 'node:assert/strict'
import { test } from 'vitest'
import { renderError } from '../../src/cli/render-error.ts'

const quiet = { DEBUG: '' }

const rows: [error: unknown, expected: string][] = [
  [new Error('it broke'), 'Error: it broke'],
  [new TypeError('a\nb'), 'TypeError: a b'],
  [
    new Error("EIO: i/o error, read '/home/ada/site/a.txt'"),
    "Error: EIO: i/o error, read '…/a.txt'",
  ],
  [new Error('no module C:\\Users\\ada\\site\\a.ts'), 'Error: no module …/a.ts'],
  [new Error('at file:///home/ada/site/a.ts:3:4'), 'Error: at …/a.ts:3:4'],
  [new Error('cannot find "\\\\server\\share\\a.txt"'), 'Error: cannot find "…/a.txt"'],
  [new Error('api/users.GET.json line 3'), 'Error: api/users.GET.json line 3'],
  [new Error('\x1b[2J\u202e'), 'Error: \\x1b[2J\\u{202e}'],
  ['a string', 'a string'],
  [undefined, 'undefined'],
]

for (const [error, expected] of rows) {
  test(`renderError() of ${String(error)}`, () => {
    const place = error instanceof Error ? / at render-error\.test\.ts:\d+:\d+/ : /(?:)/
    assert.match(renderError('GET /x', error, quiet), place)
    const row = renderError('GET /x', error, quiet).replace(/ at render-error[^ ]+/, '')
    assert.equal(row, `GET /x: ${expected} (DEBUG=webstand says more)`)
  })
}

test('renderError() has no stack, unless it is asked for', () => {
  const error = new Error('it broke')
  assert.doesNotMatch(renderError('GET /x', error, quiet), /\n|cli\/render/)
  assert.match(renderError('GET /x', error, { DEBUG: 'http,webstand' }), /\n.*cli\/render-error/)
})

test('renderError() takes time that grows with the text only', () => {
  const started = performance.now()
  renderError('GET /x', new Error(`${'/a'.repeat(50_000)} ${'\\a'.repeat(50_000)}`), quiet)
  assert.ok(performance.now() - started < 2000)
})
