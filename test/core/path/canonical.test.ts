import { expect, test } from 'vitest'
import { canonicalUrl, locationOf } from '../../../src/core/path/canonical.ts'

const origin = 'http://localhost'

/** Targets that have no spelling: they are refused. */
const refused: [target: string, expected: 400 | 414][] = [
  ['/%', 400],
  ['/%zz', 400],
  ['/%E0%A4%A', 400],
  ['/%c0%ae%c0%ae/secret.txt', 400],
  ['/%00', 400],
  ['/hello.txt%00.html', 400],
  ['/..%2f%00', 400],
  ['/a#b', 400],
  ['/hello.txt#/../../secret.txt', 400],
  [`/${'a'.repeat(9000)}`, 414],
  [`/?${'a'.repeat(9000)}`, 414],
]

for (const [target, expected] of refused) {
  test(`canonicalUrl("${target.slice(0, 40)}") refuses with ${expected}`, () => {
    expect(canonicalUrl(origin + target)).toBe(expected)
  })
}

const accepted: [target: string, segments: string[], pathname: string, isCanonical: boolean][] = [
  ['/', [], '/', true],
  ['/a', ['a'], '/a', true],
  ['/a/', ['a'], '/a/', true],
  ['/a/b.txt', ['a', 'b.txt'], '/a/b.txt', true],
  ['/a%20b', ['a b'], '/a%20b', true],
  ['/.well-known/x', ['.well-known', 'x'], '/.well-known/x', true],
  ['/foo..bar', ['foo..bar'], '/foo..bar', true],
  ['/100%25.txt', ['100%.txt'], '/100%25.txt', true],
  ['/%252e%252e/x', ['%2e%2e', 'x'], '/%252e%252e/x', true], // decoded once
  ['/a%2Fb', ['a/b'], '/a%2Fb', true], // a separator never comes from an escape
  ['/..%2fsecret', ['../secret'], '/..%2Fsecret', true],
  ['/a%5Cb', ['a\\b'], '/a%5Cb', true],
  ['/a+b', ['a+b'], '/a%2Bb', true], // reserved characters may be spelled either way
  ['/a%2Bb', ['a+b'], '/a%2Bb', true],
  ['/%C3%BC', ['ü'], '/%C3%BC', true],
  ['/%c3%bc', ['ü'], '/%C3%BC', true], // RFC 3986 §6.2.2.1: the case of an escape has no meaning
  ['/ü', ['ü'], '/%C3%BC', true],
  ['/%61.txt', ['a.txt'], '/a.txt', false], // RFC 3986 §6.2.2.2
  ['/%2Eenv', ['.env'], '/.env', false],
  ['//a', ['a'], '/a', false],
  ['/a//b', ['a', 'b'], '/a/b', false],
  ['/a//', ['a'], '/a/', false],
  ['//', [], '/', false],
  ['/x/../a', ['a'], '/a', true], // resolved by the URL parser, as on the other runtimes
  ['/x/%2e%2e/a', ['a'], '/a', true],
  ['/./a', ['a'], '/a', true],
  ['/\\evil.test/a', ['evil.test', 'a'], '/evil.test/a', false],
  ['/constructor', ['constructor'], '/constructor', true],
]

for (const [target, segments, pathname, isCanonical] of accepted) {
  test(`canonicalUrl("${target}") reads as ${JSON.stringify(segments)}`, () => {
    expect(canonicalUrl(origin + target)).toMatchObject({ segments, pathname, isCanonical })
  })
}

test('canonicalUrl() keeps the query as it was sent', () => {
  const url = canonicalUrl(`${origin}/a//b?x=%zz&y=//evil.test`)
  expect(url).toMatchObject({ search: '?x=%zz&y=//evil.test', pathname: '/a/b' })
})

test('canonicalUrl() spells a query that was handed over raw as a URL parser does', () => {
  for (const path of ['/a', '/a//b']) {
    expect(canonicalUrl(`${origin}${path}?x="<\u00fc>`)).toMatchObject({
      search: '?x=%22%3C%C3%BC%3E',
    })
  }
})

const based: [target: string, expected: string | null][] = [
  ['/', null],
  ['/filesystem/a', null],
  ['/FILES/a', null],
  ['/files', '/files'],
  ['/files/', '/files/'],
  ['/files/a', '/files/a'],
  ['//files//a', '/files/a'],
  ['/%66iles/a?b', '/files/a?b'],
]

for (const [target, expected] of based) {
  test(`canonicalUrl("${target}", below "/files")`, () => {
    const url = canonicalUrl(origin + target, ['files'])
    expect(typeof url === 'object' && url !== null ? locationOf(url) : url).toBe(expected)
  })
}
