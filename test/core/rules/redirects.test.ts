import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compileRedirects,
  matchRedirect,
  parseRedirects,
} from '../../../src/core/rules/redirects.ts'

const mistaken: [line: string, expected: RegExp][] = [
  ['/a', /two or three words/],
  ['/a /b 301 x', /two or three words/],
  ['/a # /b', /two or three words/],
  ['/a /b 404', /"404" is no status of a redirect: expected 200, 301, 302, 303, 307, 308/],
  ['/a /b 301!', /no status/],
  ['/a /b 0301', /no status/],
  ['https://x.example/a /b', /whole URL/],
  ['http://x.example/a /b', /whole URL/],
  ['/a http://x.example/b', /no target/],
  ['/a b', /no target/],
  ['/a https://x.example/b 200', /another site/],
  ['/:h https://:h/', /visitor's choice/],
  ['/:h https://:h.com/', /visitor's choice/],
  ['/* https://good.example:splat/', /visitor's choice/],
  ['/* https://good.example:splat', /visitor's choice/],
  ['/a https://x y', /no status/],
  ['/a https://%/', /no URL/],
  ['/* /index.html 200', /--spa/],
  ['/* /index', /--spa/],
  ['/x/* /y/index.html', /--spa/],
  ['/ /index.html', /circle/],
  ['/x/ /x/index 301', /circle/],
  ['/a /a', /circle/],
  ['/a /a?b', /circle/],
  ['/*/* /a', /two splats/],
  ['/% /a', /badly escaped/],
  ['/a//b /c', /empty name/],
]

const usable: [line: string, from: string, to: string, status: number][] = [
  ['/a /b', '/a', '/b', 302],
  ['  /a\t/b   301  ', '/a', '/b', 301],
  ['/a /b 303\r', '/a', '/b', 303],
  ['a /b', '/a', '/b', 302],
  ['/a?x=1#f /b?y#g', '/a', '/b?y#g', 302],
  ['/a /b # because', '/a', '/b', 302],
  ['/a /b 307 # because', '/a', '/b', 307],
  ['/a/../b /c', '/b', '/c', 302],
  ['/a+b /c', '/a%2Bb', '/c', 302],
  ['/a /a 200', '/a', '/a', 200],
  ['/a https://x.example:8443/b?q#h', '/a', 'https://x.example:8443/b?q#h', 302],
  [
    '/:lang/* https://:lang.example.com/:splat',
    '/:lang/*',
    'https://:lang.example.com/:splat',
    302,
  ],
  ['/:a https://:a.localhost/', '/:a', 'https://:a.localhost/', 302],
  ['/x /index.html', '/x', '/index.html', 302],
]

describe('parseRedirects()', () => {
  test.each(mistaken)('tells what is wrong in %j, and reads the others', (line, expected) => {
    const { redirects, mistakes } = parseRedirects(`/first /1\n\n# note\n${line}\n/last /2`)
    expect(redirects.map(({ from }) => from)).toEqual(['/first', '/last'])
    expect(mistakes).toMatchObject([{ file: '_redirects', line: 4 }])
    expect(mistakes[0]!.message).toMatch(expected)
  })

  test.each(usable)('reads %j', (text, from, to, status) => {
    expect(parseRedirects(text)).toEqual({
      redirects: [{ from, to, status, line: 1 }],
      mistakes: [],
    })
  })

  test('keeps the first of two rules for one path', () => {
    const { redirects, mistakes } = parseRedirects('/a /1\n/a#x /2\n/a /3 301')
    expect(redirects.map(({ to }) => to)).toEqual(['/1'])
    expect(mistakes.map(({ line }) => line)).toEqual([2, 3])
    expect(mistakes[0]!.message).toBe('"/a" is redirected already, by line 1')
  })

  test('skips a line of more than 2000 characters', () => {
    const just = `/a /${'b'.repeat(1996)}`
    expect(parseRedirects(just).redirects).toHaveLength(1)
    expect(parseRedirects(`${just}b\n/c /d`)).toMatchObject({
      redirects: [{ from: '/c' }],
      mistakes: [{ line: 1 }],
    })
  })

  test('reads 2000 rules without placeholders, and then those with some', () => {
    const lines = Array.from({ length: 2001 }, (_, at) => `/a${at} /b`)
    const { redirects, mistakes } = parseRedirects([...lines, '/x/* /y'].join('\n'))
    expect(redirects).toHaveLength(2001)
    expect(redirects.at(-1)).toMatchObject({ from: '/x/*', line: 2002 })
    expect(mistakes).toMatchObject([{ line: 2001 }])
  })

  test('ends at the 101st rule with placeholders, or behind one that has some', () => {
    const lines = Array.from({ length: 99 }, (_, at) => `/a${at}/* /b`)
    const { redirects, mistakes } = parseRedirects(
      [...lines, '/plain /b', '/too/* /b', '/never /b'].join('\n'),
    )
    expect(redirects).toHaveLength(100)
    expect(redirects.at(-1)!.from).toBe('/plain')
    expect(mistakes).toMatchObject([{ line: 101 }])
  })

  test('tells at most a hundred mistakes, and gives up on what is no rules file', () => {
    const { redirects, mistakes } = parseRedirects(`${'wrong\n'.repeat(900)}/a /b`)
    expect(mistakes).toHaveLength(101)
    expect(mistakes.at(-1)).toMatchObject({ line: 101, message: 'more mistakes follow' })
    expect(redirects).toHaveLength(1)
    const hopeless = parseRedirects(`${'wrong\n'.repeat(100_000)}/a /b`)
    expect(hopeless.mistakes.at(-1)).toMatchObject({ line: 1000, message: 'the rest is not read' })
    expect(hopeless.redirects).toEqual([])
  })

  test('is total: any text gives rules that work, and no error', () => {
    const word = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '/a',
        '/*',
        '/:x',
        '//',
        'https://',
        'https://:x',
        '200',
        '#',
        '%',
        '\\',
        '?',
      ),
    )
    const text = fc.array(fc.array(word).map((words) => words.join(' '))).map((l) => l.join('\n'))
    fc.assert(
      fc.property(text, fc.webPath(), (file, path) => {
        const { redirects, mistakes } = parseRedirects(file)
        matchRedirect(compileRedirects(redirects), path || '/')
        for (const { line } of mistakes) expect(line).toBeLessThanOrEqual(file.split('\n').length)
      }),
      { numRuns: 500 },
    )
  })
})

describe('matchRedirect()', () => {
  const match = (text: string, path: string) =>
    matchRedirect(compileRedirects(parseRedirects(text).redirects), path)?.redirect.to ?? null

  test.each([
    ['/a /1\n/* /2', '/a', '/1'],
    ['/a /1\n/* /2', '/b', '/2'],
    ['/:x /1\n/a /2', '/a', '/1'], // behind a rule with placeholders, a plain one waits its turn
    ['/:x/y /1\n/a /2', '/a', '/2'],
    ['/a /1\n/:x /2\n/* /3', '/b', '/2'],
    ['/a /1', '/A', null],
    ['/a /1', '/a/', null],
  ])('%j gives %s the target %s', (text, path, expected) => {
    expect(match(text, path)).toBe(expected)
  })
})
