import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type Case, cases } from './cases.ts'
import { ask as askFor, send, type WireAnswer } from './client.ts'
import { serveEverywhere } from './everywhere.ts'
import { oddNames, script } from './fixture.ts'
import { mistakesIn } from './judge.ts'
import { type Runtime, runtimeNames } from './servers.ts'

const originOf = serveEverywhere()

function ask(runtime: Runtime, request: Case): Promise<WireAnswer> {
  return askFor(originOf(runtime), request)
}

for (const runtime of runtimeNames) {
  describe(runtime, () => {
    for (const row of cases) {
      test(`${row.method ?? 'GET'} ${row.target.slice(0, 60)}: ${row.why}`, async () => {
        expect(mistakesIn(await ask(runtime, row), row)).toEqual([])
      })
    }
  })
}

/** Fields that belong to the moment; a tag differs between disk and manifest. */
const ofTheMoment = new Set(['date', 'server', 'etag'])

/**
 * What two answers have to agree in. The boundary of parts is drawn anew each time; ports differ. Each
 * request asks to close the connection, which Bun does without a word: `wire.test.ts` waits for it.
 */
function comparable({ status, fields, body }: WireAnswer, origin: string, row: Case) {
  const boundary = /boundary=(\S+)/.exec(fields['content-type'] ?? '')?.[1] ?? '\0'
  const { host } = new URL(origin)
  const ignored = new Set([...ofTheMoment, ...(row.ofTheMoment ?? [])])
  const all = { connection: 'close', ...fields }
  const entries = Object.entries(all).filter(([name]) => !ignored.has(name))
  return {
    status,
    fields: Object.fromEntries(
      entries.sort().map(([name, value]) => [name, String(value).replaceAll(boundary, 'B')]),
    ),
    body: body.toString('latin1').replaceAll(boundary, 'B').replaceAll(host, 'HOST'),
  }
}

async function compared(runtime: Runtime, row: Case) {
  return comparable(await ask(runtime, row), originOf(runtime), row)
}

describe('every runtime answers as Node does', () => {
  for (const row of cases) {
    test(`${row.method ?? 'GET'} ${row.target.slice(0, 60)}: ${row.why}`, async () => {
      const [reference, ...others] = runtimeNames
      const expected = await compared(reference!, row)
      for (const runtime of others) {
        expect(await compared(runtime, row), runtime).toEqual(expected)
      }
    })
  }
})

/** What HEAD may leave out, where it would cost the content to know: RFC 9110 §9.3.2. */
const ofContent = new Set(['content-length', 'transfer-encoding'])

describe('HEAD has the fields that GET has', () => {
  const asked = cases.filter(({ method = 'GET', fields }) => method === 'GET' && !fields?.Range)

  for (const runtime of runtimeNames) {
    test.each(asked)(`${runtime}: $target: $why`, async (row) => {
      const got = await compared(runtime, row)
      const head = await compared(runtime, { ...row, method: 'HEAD' })
      expect(head.status).toBe(got.status)
      for (const name of Object.keys({ ...got.fields, ...head.fields })) {
        const isLeftOut = ofContent.has(name) && head.fields[name] === undefined
        if (!isLeftOut && name !== 'transfer-encoding') {
          expect(head.fields[name], name).toBe(got.fields[name])
        }
      }
    })
  }
})

/** An attribute as it is meant: as a listing escapes it. */
function plain(attribute: string): string {
  const unnumbered = attribute.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))
  return unnumbered.replaceAll('&amp;', '&')
}

describe('every link of a listing leads to its own bytes', () => {
  test.each(runtimeNames)('%s', async (runtime) => {
    const origin = originOf(runtime)
    const fields = { Accept: 'text/html' }
    const listing = await send(origin, { target: '/odd/', fields })
    const links = [...listing.body.toString().matchAll(/<a [^>]*href="(\.\/[^"]+)"/g)]
    const targets = new Set(
      links.map(([, link]) => new URL(plain(link!), `${origin}/odd/`).pathname),
    )
    const found = await Promise.all(
      [...targets].map(async (target) => (await send(origin, { target })).body.toString()),
    )
    expect(found.sort()).toEqual([...oddNames].sort())
  })
})

describe('what is coded on its way', () => {
  const decoders = { zstd: zstdDecompressSync, br: brotliDecompressSync, gzip: gunzipSync }

  for (const runtime of runtimeNames.filter((name) => name !== 'workers')) {
    test.each(Object.entries(decoders))(`${runtime}: %s`, async (coding, decode) => {
      const fields = { 'Accept-Encoding': coding }
      const answer = await send(originOf(runtime), { target: '/coded/plain.js', fields })
      expect(answer.status).toBe(200)
      expect(answer.fields).toMatchObject({
        'content-encoding': coding,
        'accept-ranges': 'none',
        etag: expect.stringMatching(new RegExp(`^W/"[^"]+-${coding}"$`)),
        vary: 'Accept-Encoding',
      })
      expect(decode(answer.body).toString()).toBe(script)
    })
  }
})
