import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileHeaders, matchHeaders, parseHeaders } from '../../../src/core/rules/headers.ts'

const mistaken: [lines: string, line: number, expected: RegExp][] = [
  ['X-A: 1\n/a\n X-B: 2', 1, /no path/],
  ['/a\n X-B: 2\n/b', 3, /no fields/],
  ['/b\n/a\n X-B: 2', 1, /no fields/],
  ['/a\n X-B: 2\nword', 3, /no field: expected "Name: value" or "! Name"/],
  ['/a\n X-B: 2\n!X-C', 3, /no field/],
  ['/a\n X-B: 2\n! X-C: 1', 3, /no name/],
  ['/a\n X-B: 2\n X C: 1', 3, /no name/],
  ['/a\n X-B: 2\n X(: 1', 3, /no name/],
  ['/a\n X-B: 2\n : 1', 3, /no name/],
  ['/a\n X-B: 2\n X-C:', 3, /no value/],
  ['/a\n X-B: 2\n X-C: a\u0000b', 3, /a character/],
  ['/a\n X-B: 2\n X-C: a\rb', 3, /a character/],
  ['/a\n X-B: 2\n X-C: \u2603', 3, /a character/],
  ['/a\n X-B: 2\n Content-Length: 3', 3, /the server's to say/],
  ['/a\n X-B: 2\n transfer-encoding: chunked', 3, /the server's to say/],
  ['/a\n X-B: 2\n Content-Range: bytes 0-1/2', 3, /the server's to say/],
  ['/a\n X-B: 2\n ! Content-Length', 3, /the server's to say/],
  ['/a\n X-B: 2\nhttp://h.example/\n X-C: 1', 3, /no path/],
  ['/a\n X-B: 2\nhttps://h.example:80/\n X-C: 1', 3, /port/],
  ['/a\n X-B: 2\n/*/*\n X-C: 1', 3, /two splats/],
  ['/a\n X-B: 2\n/*/:splat\n X-C: 1', 3, /two splats/],
  ['/a\n X-B: 2\nhttps://*.example.com/*\n X-C: 1', 3, /two splats/],
  ['/a\n X-B: 2\n/%zz\n X-C: 1', 3, /badly escaped/],
]

describe('parseHeaders()', () => {
  test.each(mistaken)('tells what is wrong in %j, and reads the others', (text, line, expected) => {
    const { headers, mistakes } = parseHeaders(text)
    expect(headers).toMatchObject([{ path: '/a', set: [['X-B', '2']], unset: [] }])
    expect(mistakes).toMatchObject([{ file: '_headers', line }])
    expect(mistakes[0]!.message).toMatch(expected)
  })

  test('reads fields with any indentation, comments, and what is taken away', () => {
    const text = '# a\r\n/a/:id  \r\nX-A: 1: 2 # kept\r\n\t! X-C\n\n  # b\n X-A:3\n ! x-d'
    expect(parseHeaders(text)).toEqual({
      headers: [
        {
          path: '/a/:id',
          line: 2,
          set: [
            ['X-A', '1: 2 # kept'],
            ['X-A', '3'],
          ],
          unset: ['X-C', 'x-d'],
        },
      ],
      mistakes: [],
    })
  })

  test('lets a later block take the place of an earlier one, and says so', () => {
    const { headers, mistakes } = parseHeaders('/a\n X-A: 1\n/b\n X-B: 2\n/a#x\n X-C: 3')
    expect(headers.map(({ path, set }) => [path, set[0]![0]])).toEqual([
      ['/a', 'X-C'],
      ['/b', 'X-B'],
    ])
    expect(mistakes).toMatchObject([{ line: 5 }])
    expect(mistakes[0]!.message).toContain('line 1')
  })

  test('reads a hundred rules, and lines of 2000 characters', () => {
    const rules = Array.from({ length: 101 }, (_, at) => `/a${at}\n X-A: 1`).join('\n')
    const read = parseHeaders(rules)
    expect(read.headers).toHaveLength(100)
    expect(read.mistakes).toMatchObject([{ line: 201 }])
    const long = `X-A:${'a'.repeat(1996)}`
    expect(parseHeaders(`/a\n ${long} \n ${long}b`)).toMatchObject({
      headers: [{ set: [['X-A', 'a'.repeat(1996)]] }],
      mistakes: [{ line: 3 }],
    })
  })

  test('is total: any text gives rules that work, and no error', () => {
    const line = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '/a',
        '/*',
        '/:x/*',
        'X-A: :x',
        '! X-A',
        'https://:h.x/*',
        '__proto__: 1',
        '//',
      ),
    )
    fc.assert(
      fc.property(fc.array(line), fc.webPath(), (lines, path) => {
        const { headers } = parseHeaders(lines.join('\n'))
        const matches = matchHeaders(compileHeaders(headers), path || '/', 'http://a.x/')
        for (const { set, unset } of matches) {
          const fields = new Headers()
          for (const [name, value] of set) fields.append(name, value)
          for (const name of unset) fields.delete(name)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('matchHeaders()', () => {
  test.each([
    ['/foo', ['/foo', '/*']],
    ['/bar', ['/*']],
    ['/x/7', ['/x/:id', '/*']],
  ])('finds the rules of %s in their order', (pathname, expected) => {
    const text = '/foo\n A: 1\n/x/:id\n A: 1\n/*\n A: 1\nhttps://h.example/*\n A: 1'
    const { headers } = parseHeaders(text)
    const lines = new Map(headers.map(({ path, line }) => [line, path]))
    const matches = matchHeaders(compileHeaders(headers), pathname, 'http://localhost:8000/')
    expect(matches.map(({ line }) => lines.get(line))).toEqual(expected)
  })

  test.each([
    ['http://docs.example.com:8000/x', '/x', ['docs,x']],
    ['https://docs.example.com/x', '/x', ['docs,x']],
    ['http://a.docs.example.com/x', '/x', []],
    ['http://localhost/x', '/x', []],
  ])('a rule for hosts on %s', (url, pathname, expected) => {
    const { headers } = parseHeaders('https://:sub.Example.com/:path\n A: :sub,:path')
    const matches = matchHeaders(compileHeaders(headers), pathname, url)
    expect(matches.map(({ set }) => set[0]![1])).toEqual(expected)
  })
})
