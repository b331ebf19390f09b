import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { readable } from '../../src/cli/serve/readable.ts'

describe('readable()', () => {
  const cases: [target: string, expected: string][] = [
    ['/', '/'],
    ['/%C3%BCber', '/über'],
    ['/%c3%bcber?q=%E2%82%AC', '/über?q=€'],
    ['/%E6%97%A5%E6%9C%AC/%F0%9F%8E%89', '/日本/🎉'],
    ['/%E0%A4%B9%E0%A4%BF', '/हि'], // a mark that belongs to its letter
    ['/a%20b%2Fc%25%3F%23', '/a%20b%2Fc%25%3F%23'], // would be read as something else
    ['/100%', '/100%'],
    ['/%1b%5B2J%0a%00', '/%1b%5B2J%0a%00'],
    ['/%C2%9B2J', '/%C2%9B2J'], // a control character
    ['/%C2%A0%E3%80%80', '/%C2%A0%E3%80%80'], // spaces
    ['/u%CC%88', '/u%CC%88'], // another name than /ü
    ['/%E2%80%AEgpj.exe', '/%E2%80%AEgpj.exe'], // right-to-left override
    ['/%D7%A9', '/%D7%A9'], // moves the columns beside it
    ['/%E2%80%8B', '/%E2%80%8B'], // is not seen
    ['/%FC', '/%FC'], // Latin-1
    ['/%C3', '/%C3'],
    ['/%ED%A0%80', '/%ED%A0%80'], // half a character
    ['/%C0%AF', '/%C0%AF'], // too long for a slash
  ]
  for (const [target, expected] of cases) {
    test(`${target} => ${expected}`, () => assert.equal(readable(target), expected))
  }
})
