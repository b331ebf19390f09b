import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, createApp, memoryFiles, readSite } from '../../src/index.ts'
import { askApp, type Edge, startEdge } from './edge.ts'

const numbered = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at + 1)).join('\n')

const files = {
  'index.html': 'index',
  _redirects: [
    numbered(2001, (at) => `/static${at} /to`),
    numbered(101, (at) => `/dynamic${at}/* /to`),
    '/behind /to',
  ].join('\n'),
  _headers: [
    `/long\n  X-Just: ${'a'.repeat(1992)}\n  X-More: ${'a'.repeat(1993)}\n  X-And: yes`,
    numbered(101, (at) => `/rule${at}\n  X-A: ${at}`),
  ].join('\n'),
}

let edge: Edge
let app: App
beforeAll(async () => {
  app = createApp({ source: memoryFiles(files), html: 'auto', listing: false })
  edge = await startEdge(files)
})
afterAll(() => edge.close())

test.each([
  ['/static1', 302],
  ['/static2000', 302],
  ['/static2001', 404],
  ['/dynamic1/x', 302],
  ['/dynamic100/x', 302],
  ['/dynamic101/x', 404],
  ['/behind', 404],
])('%s is %i on both', async (path, status) => {
  expect((await edge.ask({ path })).status).toBe(status)
  expect((await askApp(app, { path })).status).toBe(status)
})

test('a line of _headers has 2000 characters at most, on both', async () => {
  for (const response of [
    await edge.ask({ path: '/long' }),
    await askApp(app, { path: '/long' }),
  ]) {
    expect(response.headers.get('x-just')).toHaveLength(1992)
    expect(response.headers.get('x-more')).toBe(null)
    expect(response.headers.get('x-and')).toBe('yes')
  }
})

test('_headers has a hundred rules, as documented; the asset worker takes one more', async () => {
  const field = async (path: string) => {
    const [theirs, ours] = [await edge.ask({ path }), await askApp(app, { path })]
    return [theirs.headers.get('x-a'), ours.headers.get('x-a')]
  }
  expect(await field('/rule99')).toEqual(['99', '99'])
  expect(await field('/rule100')).toEqual(['100', null])
  expect(await field('/rule101')).toEqual([null, null])
})

test('what is too much is told', async () => {
  const { mistakes } = await readSite(memoryFiles(files))
  expect(mistakes.map(({ file, line }) => [file, line])).toEqual([
    ['_headers', 3],
    ['_headers', 203],
    ['_redirects', 2001],
    ['_redirects', 2102],
  ])
})
