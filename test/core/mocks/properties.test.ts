import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchesGlob } from '../../../src/core/mocks/choose/glob.ts'
import { parsePrefer, renderPreference } from '../../../src/core/mocks/choose/prefer.ts'
import { equalsJson, lookUp, parseJsonPath } from '../../../src/core/mocks/json.ts'
import { parseMockName } from '../../../src/core/mocks/names/name.ts'
import {
  BRACES,
  filterNames,
  parseExpression,
  roots,
} from '../../../src/core/mocks/template/expression.ts'
import { createApp, memoryFiles, readSite } from '../../../src/index.ts'

const word = fc.constantFrom(...roots, 'item', 'if')
const argument = fc.constantFrom('', " 'a'", ' "b c"', ' 1', ' -2.5', " '}}'", ' {{')
const filter = fc
  .tuple(fc.constantFrom(...filterNames, 'nope'), argument)
  .map(([name, given]) => ` | ${name}${given}`)
const template = fc
  .tuple(
    word,
    fc.constantFrom('', '.id', '.a.b', '[0]', '.q', '.', '..'),
    argument,
    fc.array(filter, { maxLength: 3 }),
  )
  .map(([root, path, given, filters]) => `{{ ${root}${path}${given}${filters.join('')} }}`)
const text = fc
  .array(fc.oneof(fc.string(), template), { maxLength: 4 })
  .map((parts) => parts.join(''))
const { value: json } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(true, false, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.string(), template, fc.constant('__proto__')), tie('value'), {
      maxKeys: 3,
    }),
  ),
}))

test('a JSON body is JSON whatever it holds and whatever is asked', async () => {
  await fc.assert(
    fc.asyncProperty(
      json,
      fc.string({ unit: 'binary' }),
      fc.boolean(),
      async (value, query, isWide) => {
        const content = JSON.stringify(value, null, isWide ? 2 : 0)
        const app = createApp({ source: memoryFiles({ 'x/[id].POST.json': content }) })
        const encoded = encodeURIComponent(query.toWellFormed())
        const response = await app.request(`/x/7?q=${encoded}`, {
          method: 'POST',
          body: query.toWellFormed(),
        })
        const answer = await response.text()
        expect(() => JSON.parse(answer)).not.toThrow()
        if (
          ![...content.matchAll(BRACES)].some(([, inner]) =>
            parseExpression(JSON.parse(`"${inner}"`)),
          )
        ) {
          expect(answer).toBe(content)
        }
      },
    ),
    { numRuns: 150 },
  )
})

test('a page has no mark of its own beside those of its file', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string(), async (query) => {
      const app = createApp({
        source: memoryFiles({ 'x.GET.html': '<p a="{{query.q}}">{{query.q}}</p>' }),
      })
      const response = await app.request(`/x?q=${encodeURIComponent(query.toWellFormed())}`)
      const page = await response.text()
      expect([page.split('<').length, page.split('>').length, page.split('"').length]).toEqual([
        3, 3, 3,
      ])
    }),
    { numRuns: 200 },
  )
})

test('matchesGlob() is the pattern that a regular expression would be', () => {
  const small = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 })
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 6 })
  fc.assert(
    fc.property(pattern, small, (glob, value) => {
      const source = glob
        .split('*')
        .map((part) => part.replaceAll('.', '\\.'))
        .join('[^]*')
      expect(matchesGlob(glob, value)).toBe(new RegExp(`^${source}$`).test(value))
    }),
    { numRuns: 1000 },
  )
})

test('parsePrefer() is total, and reads what renderPreference() writes', () => {
  const token = fc.string({ unit: fc.constantFrom('a', 'b', '-', '1'), minLength: 1 })
  fc.assert(
    fc.property(fc.string(), token, fc.string({ unit: 'grapheme-ascii' }), (noise, name, value) => {
      parsePrefer(noise)
      const field = `${renderPreference(name, value)}, other=1`
      expect(parsePrefer(field).get(name)).toBe(value)
    }),
  )
})

test('equalsJson() agrees with what JSON says', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      expect(equalsJson(a, JSON.parse(JSON.stringify(a)))).toBe(true)
      if (JSON.stringify(a) === JSON.stringify(b)) expect(equalsJson(a, b)).toBe(true)
      else if (typeof a !== 'object' || typeof b !== 'object') expect(equalsJson(a, b)).toBe(false)
    }),
  )
})

test('lookUp() finds own properties alone', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (value, path) => {
      const found = lookUp(value, parseJsonPath(path))
      expect(typeof found).not.toBe('function')
    }),
  )
  for (const path of ['__proto__', 'constructor', 'a.__proto__', 'a.length', 'toString']) {
    expect(lookUp({ a: { b: 1 } }, parseJsonPath(path))).toBe(undefined)
  }
})

test('parseMockName() and readSite() are total', async () => {
  const part = fc.constantFrom(
    'a',
    '.GET',
    '.MOCK',
    '.ANY',
    '.404',
    '.json',
    '.ts',
    '(1)',
    '(',
    ')',
    '5%',
    '[id]',
    '[...r]',
    '[[...r]]',
    ' ',
    '(q=a)',
    '.',
  )
  const name = fc.array(part, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''))
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(name, { maxLength: 5 }), async (names) => {
      for (const one of names)
        expect(['static', 'near-miss', 'route']).toContain(parseMockName(one).kind)
      const files = names.filter((one) => one !== '.' && one !== '..')
      const site = await readSite(
        memoryFiles(Object.fromEntries(files.map((one) => [one, '[{}]']))),
      )
      expect(JSON.parse(JSON.stringify(site))).toEqual(site)
    }),
    { numRuns: 150 },
  )
})
