import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, createApp, memoryFiles } from '../../src/index.ts'
import { askApp, type Edge, startEdge } from './edge.ts'

/** The same each time; `SEED=2` asks something else. */
const seed = Number(process.env.SEED ?? 1)

const piece = fc.constantFrom('a', 'b', '-', '.', '/', '/', ':x', ':y', ':long_1', '*')
const from = fc.array(piece, { minLength: 1, maxLength: 7 }).map((pieces) => `/${pieces.join('')}`)
const path = fc
  .array(fc.constantFrom('a', 'b', '-', '.', '/', '%20'), { maxLength: 8 })
  .map((characters) => `/${characters.join('')}`)

/** Not so: empty names, dot segments, and a placeholder that begins as another one does. */
const isUsual = (text: string) => !/\/\/|\/\.{1,2}(?:\/|$)|:[xy]\w|:long_1\w/.test(text)

const sample = <T>(values: fc.Arbitrary<T>, count: number) =>
  fc.sample(values, { seed, numRuns: count })

const froms = sample(from.filter(isUsual), 90)
const rules = froms.map((text, at) => `${text} /to${at}/:x/:y/:long_1/:splat`).join('\n')
const fields = froms.map((text, at) => `${text}\n  X-Rules: ${at}=:x,:y,:splat`).join('\n')
const paths = sample(path.filter(isUsual), 400)

let edge: Edge
const files = { 'index.html': 'index', _redirects: rules, _headers: fields }
const app: App = createApp({ source: memoryFiles(files), html: 'auto', listing: false })
beforeAll(async () => {
  edge = await startEdge(files)
})
afterAll(() => edge.close())

test('rules that nobody would write match as they do for the asset worker', async () => {
  const said = ({ status, headers }: Response) => [
    status,
    headers.get('location'),
    headers.get('x-rules'),
  ]
  let redirected = 0
  for (const asked of paths) {
    const [ours, theirs] = [await askApp(app, { path: asked }), await edge.ask({ path: asked })]
    expect([asked, ...said(ours)]).toEqual([asked, ...said(theirs)])
    if (theirs.status === 302) redirected += 1
  }
  expect(redirected).toBeGreaterThan(100)
}, 60_000)
