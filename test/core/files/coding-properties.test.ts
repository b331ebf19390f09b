import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createApp, memoryFiles } from '../../../src/index.ts'

const script = 'let answer = 42\n'.repeat(100)
const source = memoryFiles({
  'all.js': script,
  'all.js.br': 'br',
  'all.js.gz': 'gz',
  'plain.js': script,
  'photo.png': script,
})
const app = createApp({ source, codings: { br: (body) => body, gzip: (body) => body } })

const weight = fc.option(fc.constantFrom('0', '0.0', '0.001', '0.5', '1', '1.000', '2', '', 'x'))
const coding = fc.constantFrom('gzip', 'x-gzip', 'GZIP', 'br', 'zstd', 'deflate', 'identity', '*')
const element = fc.tuple(coding, weight).map(([name, q]) => (q === null ? name : `${name};q=${q}`))
const list = fc.array(element, { maxLength: 6 }).map((elements) => elements.join(', '))
/** Whatever a field may hold. */
const anything = fc.string({ unit: fc.constantFrom(...' ,;=q*0.19gzipbr"\\\t'), maxLength: 60 })
const path = fc.constantFrom('/all.js', '/plain.js', '/photo.png', '/nope')

/** The weight that a list gives a coding by the letter of §12.5.3; the first mention counts. */
function weightOf(value: string, name: string): number {
  const weights = new Map<string, number>()
  for (const part of value.split(',')) {
    const [named = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
    const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1'
    const known = named === 'x-gzip' ? 'gzip' : named
    if (/^[\d.]+$/.test(q) && Number(q) <= 1 && !weights.has(known)) weights.set(known, Number(q))
  }
  return weights.get(name) ?? weights.get('*') ?? (name === 'identity' ? 1 : 0)
}

async function ask(target: string, acceptEncoding: string, method = 'GET') {
  const headers = { 'Accept-Encoding': acceptEncoding }
  return app.request(target, { method, headers })
}

test('an answer is in a coding that the client accepts, or 406', async () => {
  await fc.assert(
    fc.asyncProperty(path, list, async (target, value) => {
      const response = await ask(target, value)
      const coding = response.headers.get('content-encoding') ?? 'identity'
      if (target === '/nope') return
      if (response.status === 406) {
        for (const name of ['identity', 'gzip', 'br']) expect(weightOf(value, name)).toBe(0)
      } else expect(weightOf(value, coding)).toBeGreaterThan(0)
    }),
    { numRuns: 500 },
  )
})

test('any field gives the same answer to HEAD, and never an error of ours', async () => {
  await fc.assert(
    fc.asyncProperty(path, anything, async (target, value) => {
      const get = await ask(target, value)
      const head = await ask(target, value, 'HEAD')
      expect([200, 404, 406]).toContain(get.status)
      expect(head.status).toBe(get.status)
      expect([...head.headers]).toEqual([...get.headers])
    }),
    { numRuns: 500 },
  )
})

test('a field of 60 000 characters takes no time', async () => {
  const fields = [
    'gzip,'.repeat(12_000),
    `gzip;${'q=1;'.repeat(15_000)}`,
    ','.repeat(60_000),
    '"\\'.repeat(30_000),
  ]
  for (const value of fields) {
    const started = performance.now()
    await ask('/all.js', value)
    expect(performance.now() - started).toBeLessThan(1000)
  }
})
