import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { hasColor, paintFor, printable } from '../../src/cli/terminal.ts'

describe('hasColor()', () => {
  const cases: [isTty: boolean, environment: Record<string, string>, expected: boolean][] = [
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true], // no-color.org: when not an empty string
    [true, { TERM: 'dumb' }, false],
    [false, { FORCE_COLOR: '1' }, true],
    [false, { FORCE_COLOR: '' }, true], // as Node reads it
    [true, { FORCE_COLOR: '0' }, false],
    [true, { FORCE_COLOR: 'false' }, false],
    [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  ]
  for (const [isTty, environment, expected] of cases) {
    test(`${isTty ? 'terminal' : 'pipe'} ${JSON.stringify(environment)}: ${expected}`, () => {
      assert.equal(hasColor(isTty, environment), expected)
    })
  }
})

test('paintFor() colours, or leaves the text as it is', () => {
  assert.equal(paintFor(true)('red', 'x'), '\x1b[31mx\x1b[0m')
  assert.equal(paintFor(false)('red', 'x'), 'x')
})

describe('printable()', () => {
  const cases: [text: string, expected: string][] = [
    ['', ''],
    ['/a b/é/日本/😀?q=%1b', '/a b/é/日本/😀?q=%1b'],
    ['\x1b[2J', '\\x1b[2J'], // clears the screen
    ['\x9b2J', '\\x9b2J'], // the same in one character
    ['\x1b]0;title\x07', '\\x1b]0;title\\x07'],
    ['a\r\nb\tc\0', 'a\\x0d\\x0ab\\x09c\\x00'],
    ['\x7f', '\\x7f'],
    ['\u202egnp.exe', '\\u{202e}gnp.exe'], // right-to-left override
    ['\u2066a\u2069', '\\u{2066}a\\u{2069}'], // isolates
    ['\u200f\u061c', '\\u{200f}\\u{061c}'], // marks
    ['\u200b\ufeff', '\\u{200b}\\u{feff}'], // what takes no room
    ['\u2028\u2029', '\\u{2028}\\u{2029}'], // line breaks
    ['\ud800x', '\\u{d800}x'], // half a character
    ['\u{e0041}', '\\u{e0041}'], // a tag
  ]
  for (const [text, expected] of cases) {
    test(`${JSON.stringify(text)} => ${expected}`, () => assert.equal(printable(text), expected))
  }
})
