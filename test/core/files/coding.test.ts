import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import {
  type Coder,
  type Codings,
  createApp,
  type FileEntry,
  type MemoryFile,
  memoryFiles,
} from '../../../src/index.ts'

const old = 1_577_836_800_000
const script = 'let answer = 42\n'.repeat(700)
const stored = (content: string, lastModified = old): MemoryFile => ({ content, lastModified })

/** A coding that can be read: `br(…)`. */
function marked(name: string): Codings[string] {
  return (body) => {
    const encoder = new TextEncoder()
    const around = new TransformStream<Uint8Array, Uint8Array>({
      start: (controller) => controller.enqueue(encoder.encode(`${name}(`)),
      flush: (controller) => controller.enqueue(encoder.encode(')')),
    })
    return body.pipeThrough(around)
  }
}

const source = memoryFiles({
  'all.js': stored(script),
  'all.js.br': stored('stored br'),
  'all.js.zst': stored('stored zst'),
  'all.js.gz': stored('stored gz'),
  'br.js': stored(script),
  'br.js.br': stored('stored br'),
  'stale.js': stored(script, old + 1),
  'stale.js.gz': stored('an older one'),
  'empty.js': stored(script),
  'empty.js.gz': '',
  'folder.js': stored(script),
  'folder.js.gz/a.txt': 'a folder is no sibling',
  'plain.js': stored(script),
  'small.js': 'let a = 1\n',
  'tiny.js': 'let a = 1\n',
  'tiny.js.gz': 'gz',
  'nothing.txt': '',
  'photo.png': script,
  'photo.png.gz': 'never asked for',
  'archive.zip': script,
  'api/many.GET.json': JSON.stringify(script),
  'api/made.POST.201.json': JSON.stringify(script),
})
const app = createApp({ source, codings: { br: marked('br'), gzip: marked('gzip') } })

function ask(path: string, acceptEncoding: string | null, init: RequestInit = {}) {
  const headers = new Headers(init.headers)
  if (acceptEncoding !== null) headers.set('Accept-Encoding', acceptEncoding)
  return app.request(path, { ...init, headers })
}

describe('the coding of a file', () => {
  const rows: [path: string, acceptEncoding: string | null, coding: string | null, text: RegExp][] =
    [
      ['/all.js', null, null, /^let/],
      ['/all.js', '', null, /^let/],
      ['/all.js', 'identity', null, /^let/],
      ['/all.js', 'gzip', 'gzip', /^stored gz$/],
      ['/all.js', 'x-gzip', 'gzip', /^stored gz$/],
      ['/all.js', 'GZIP', 'gzip', /^stored gz$/],
      ['/all.js', 'gzip, deflate, br, zstd', 'br', /^stored br$/],
      ['/all.js', 'gzip, deflate, zstd', 'zstd', /^stored zst$/],
      ['/all.js', 'gzip;q=1, br;q=0.1', 'gzip', /^stored gz$/],
      ['/all.js', 'br;q=0, *', 'zstd', /^stored zst$/],
      ['/all.js', '*', 'br', /^stored br$/],
      ['/all.js', 'gzip;q=0', null, /^let/],
      ['/all.js', 'deflate', null, /^let/],
      ['/all.js', 'identity;q=0, gzip', 'gzip', /^stored gz$/],
      ['/all.js', 'identity, gzip;q=0.5', null, /^let/],
      ['/br.js', 'gzip, br', 'br', /^stored br$/],
      ['/br.js', 'gzip, br;q=0.5', 'gzip', /^gzip\(let/],
      ['/plain.js', 'gzip, br', 'br', /^br\(let[\s\S]*\)$/],
      ['/plain.js', 'gzip', 'gzip', /^gzip\(/],
      ['/plain.js', 'zstd', null, /^let/],
      ['/stale.js', 'gzip', 'gzip', /^gzip\(let/],
      ['/empty.js', 'gzip', 'gzip', /^gzip\(let/],
      ['/folder.js', 'gzip', 'gzip', /^gzip\(let/],
      ['/small.js', 'gzip', null, /^let/],
      ['/small.js', 'gzip, identity;q=0', 'gzip', /^gzip\(let/],
      ['/tiny.js', 'gzip', 'gzip', /^gz$/],
      ['/nothing.txt', 'gzip', null, /^$/],
      ['/photo.png', 'gzip', null, /^let/],
      ['/photo.png', '*;q=0, gzip', 'gzip', /^gzip\(let/],
      ['/archive.zip', 'gzip, br', null, /^let/],
      ['/all.js.gz', 'gzip', null, /^stored gz$/],
      ['/api/many', 'gzip', 'gzip', /^gzip\("let/],
    ]

  test.each(rows)('%s for "%s" is %s', async (path, acceptEncoding, coding, text) => {
    const response = await ask(path, acceptEncoding)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-encoding')).toBe(coding)
    expect(await response.text()).toMatch(text)
  })

  test.each(rows)('HEAD %s for "%s" has the fields of GET', async (path, acceptEncoding) => {
    const get = await ask(path, acceptEncoding)
    const head = await ask(path, acceptEncoding, { method: 'HEAD' })
    expect([...head.headers]).toEqual([...get.headers])
    expect(await head.text()).toBe('')
  })

  test('is 406 where none is acceptable', async () => {
    for (const none of ['identity;q=0', '*;q=0', 'compress, identity;q=0']) {
      const response = await ask('/all.js', none)
      expect(response.status).toBe(406)
    }
  })

  test('is in the tag, strong where it is stored, weak where it is made', async () => {
    const tag = async (path: string, coding: string) =>
      (await ask(path, coding)).headers.get('etag')!
    const codings = ['identity', 'br', 'zstd', 'gzip']
    const tags = await Promise.all(codings.map((coding) => tag('/all.js', coding)))
    expect(new Set(tags).size).toBe(4)
    for (const strong of tags) expect(strong).toMatch(/^"/)
    const made = await Promise.all(['br', 'gzip'].map((coding) => tag('/plain.js', coding)))
    expect(made[0]).toMatch(/^W\/".*-br"$/)
    expect(made[1]).toMatch(/^W\/".*-gzip"$/)
  })

  test('is told by Vary, also where it is identity, and on a 304', async () => {
    for (const path of ['/all.js', '/plain.js', '/small.js']) {
      for (const coding of ['identity', 'gzip']) {
        const response = await ask(path, coding)
        expect(response.headers.get('vary')).toBe('Accept-Encoding')
        const headers = { 'If-None-Match': response.headers.get('etag')! }
        const same = await ask(path, coding, { headers })
        expect([same.status, same.headers.get('vary')]).toEqual([304, 'Accept-Encoding'])
        expect(same.headers.get('etag')).toBe(response.headers.get('etag'))
      }
    }
    expect((await ask('/photo.png', 'gzip')).headers.get('vary')).toBe(null)
  })

  test('names the file that is sent', async () => {
    const headers = { 'Accept-Encoding': 'br' }
    const { notes } = await app.explain(new Request('http://localhost/all.js', { headers }))
    expect(notes.at(-1)).toEqual({ step: 'file', reason: 'all.js.br' })
  })

  test('of one kind does not validate another', async () => {
    const etag = (await ask('/all.js', 'gzip')).headers.get('etag')!
    const other = await ask('/all.js', 'br', { headers: { 'If-None-Match': etag } })
    expect(other.status).toBe(200)
    const wanted = await ask('/all.js', 'br', { headers: { 'If-Match': etag } })
    expect(wanted.status).toBe(412)
  })

  test('has ranges where it is stored, under the tag of the whole', async () => {
    const whole = await ask('/all.js', 'gzip')
    const etag = whole.headers.get('etag')!
    const headers = { Range: 'bytes=0-5', 'If-Range': etag }
    const part = await ask('/all.js', 'gzip', { headers })
    expect([part.status, part.headers.get('etag')]).toEqual([206, etag])
    expect(part.headers.get('content-range')).toBe('bytes 0-5/9')
    expect(part.headers.get('content-encoding')).toBe('gzip')
    expect(await part.text()).toBe('stored')
  })

  test('has no ranges where it is made', async () => {
    const response = await ask('/plain.js', 'gzip')
    expect([response.status, response.headers.get('accept-ranges')]).toEqual([200, 'none'])
    expect(response.headers.get('content-length')).toBe(null)
  })

  test('is not made of a part: the part is one of the identity', async () => {
    const own = (await ask('/plain.js', null)).headers.get('etag')!
    const range: [string, string] = ['Range', 'bytes=0-5']
    for (const headers of [[range], [range, ['If-Range', own] satisfies [string, string]]]) {
      const part = await ask('/plain.js', 'gzip', { headers })
      expect([part.status, await part.text()]).toEqual([206, 'let an'])
      expect(part.headers.get('content-encoding')).toBe(null)
      expect(part.headers.get('vary')).toBe('Accept-Encoding')
      expect(part.headers.get('etag')).toBe(own)
    }
    const past = await ask('/plain.js', 'gzip', { headers: { Range: 'bytes=999999-' } })
    expect(past.status).toBe(416)
  })

  test('is made of the whole where the other parts may be of the coded form', async () => {
    const coded = await ask('/plain.js', 'gzip')
    const lastModified = coded.headers.get('last-modified')!
    for (const condition of [coded.headers.get('etag')!, lastModified, '"other"']) {
      const headers = { Range: 'bytes=6-', 'If-Range': condition }
      const response = await ask('/plain.js', 'gzip', { headers })
      expect([response.status, response.headers.get('content-encoding')]).toEqual([200, 'gzip'])
    }
    for (const range of ['bytes=5-2', 'lines=0-1']) {
      const response = await ask('/plain.js', 'gzip', { headers: { Range: range } })
      expect([response.status, response.headers.get('content-encoding')]).toEqual([200, 'gzip'])
    }
    const refused = await ask('/plain.js', 'gzip, identity;q=0', {
      headers: { Range: 'bytes=0-5' },
    })
    expect([refused.status, refused.headers.get('content-encoding')]).toEqual([200, 'gzip'])
  })

  test('is gzip on every runtime', async () => {
    const headers = { 'Accept-Encoding': 'br, gzip' }
    const response = await createApp({ source }).request('/plain.js', { headers })
    expect(response.headers.get('content-encoding')).toBe('gzip')
    expect(gunzipSync(await response.arrayBuffer()).toString()).toBe(script)
  })
})

describe('the coding of what webstand writes', () => {
  test('is that of files for a listing, a page of an error and a route of any status', async () => {
    const names = Array.from({ length: 100 }, (_, index) => [`${index}.txt`, ''])
    const folder = memoryFiles(Object.fromEntries(names))
    const codings = { gzip: marked('gzip') }
    const headers = { 'Accept-Encoding': 'gzip', Accept: 'text/html' }
    for (const path of ['/', '/nope']) {
      const response = await createApp({ source: folder, codings }).request(path, { headers })
      expect(response.headers.get('content-encoding')).toBe('gzip')
      expect(response.headers.get('vary')?.split(', ').sort()).toEqual([
        'Accept',
        'Accept-Encoding',
      ])
      expect(response.headers.get('content-length')).toBe(null)
      expect(await response.text()).toMatch(/^gzip\(<!doctype/)
    }
    const made = await ask('/api/made', 'gzip', { method: 'POST' })
    expect([made.status, made.headers.get('content-encoding')]).toEqual([201, 'gzip'])
    expect(made.headers.get('etag')).toBe(null)
  })

  test('is none where nothing can be made', async () => {
    const headers = { 'Accept-Encoding': 'gzip' }
    const response = await createApp({ source, codings: {} }).request('/plain.js', { headers })
    expect(response.headers.get('content-encoding')).toBe(null)
    expect(response.headers.get('vary')).toBe('Accept-Encoding')
    const refusing = await createApp({ source, codings: {} }).request('/nope', {
      headers: { 'Accept-Encoding': 'identity;q=0' },
    })
    expect(refusing.status).toBe(404)
  })
})

describe('a body that is coded on its way', () => {
  /** A file whose body tells what became of it. */
  function watchedFile(chunks: number) {
    const seen = { opened: 0, read: 0 }
    const cancelled = Promise.withResolvers<void>()
    const size = chunks * 65_536
    const body = () => {
      seen.opened++
      let left = chunks
      return new ReadableStream<Uint8Array<ArrayBuffer>>(
        {
          pull(controller) {
            if (left-- === 0) return controller.close()
            seen.read++
            controller.enqueue(crypto.getRandomValues(new Uint8Array(65_536)))
          },
          cancel: () => cancelled.resolve(),
        },
        { highWaterMark: 0 },
      )
    }
    const entry = { kind: 'file' as const, name: 'a.txt', size, lastModified: old, body }
    return {
      seen,
      cancelled,
      source: { find: (path: string) => (path === 'a.txt' ? entry : null) },
    }
  }

  test('is opened by GET only', async () => {
    const { seen, source: file } = watchedFile(4)
    const watched = createApp({ source: file, mocks: 'never' })
    const headers = { 'Accept-Encoding': 'gzip' }
    await watched.request('/a.txt', { headers, method: 'HEAD' })
    expect(seen.opened).toBe(0)
    const response = await watched.request('/a.txt', { headers })
    expect(gunzipSync(await response.arrayBuffer()).length).toBe(4 * 65_536)
    expect(seen).toEqual({ opened: 1, read: 4 })
  })

  test('is made once for a small file that is settled', async () => {
    let made = 0
    const gzip: Coder = (body) => {
      made++
      return body
    }
    const young = stored(script, Date.now())
    const files = memoryFiles({ 'a.js': stored(script), 'young.js': young })
    const counting = createApp({ source: files, codings: { gzip } })
    const ask = async (path: string) => {
      const response = await counting.request(path, { headers: { 'Accept-Encoding': 'gzip' } })
      return response.text()
    }
    expect(await Promise.all(['/a.js', '/a.js', '/a.js'].map(ask))).toEqual(Array(3).fill(script))
    expect(made).toBe(1)
    expect([await ask('/young.js'), await ask('/young.js')]).toEqual([script, script])
    expect(made).toBe(3)
  })

  test('is looked for again where its file changed, and not kept', async () => {
    const files = memoryFiles({ 'a.js': stored(script) })
    const entry = files.find('a.js') as FileEntry
    let times = 0
    const changing = {
      ...entry,
      body: (a: number, b: number) => (times++ ? entry.body(a, b) : null),
    }
    const find = (path: string) => (path === 'a.js' ? changing : null)
    const app = createApp({ source: { find }, mocks: 'never', codings: { gzip: marked('gzip') } })
    const response = await app.request('/a.js', { headers: { 'Accept-Encoding': 'gzip' } })
    expect(await response.text()).toBe(`gzip(${script})`)
    expect(times).toBe(2)
  })

  test('is cancelled with its reader, and read no faster than that', async () => {
    const { seen, cancelled, source: file } = watchedFile(1000)
    const watched = createApp({ source: file, mocks: 'never' })
    const response = await watched.request('/a.txt', { headers: { 'Accept-Encoding': 'gzip' } })
    const reader = response.body!.getReader()
    await reader.read()
    await reader.cancel()
    await cancelled.promise
    expect(seen.read).toBeLessThan(50)
  })

  test('is sent as it is while too many others are coded', async () => {
    const { source: file } = watchedFile(1000)
    const watched = createApp({ source: file, mocks: 'never' })
    const headers = { 'Accept-Encoding': 'gzip' }
    const readers: ReadableStreamDefaultReader[] = []
    let coding: string | null = 'gzip'
    while (coding === 'gzip' && readers.length < 1000) {
      const response = await watched.request('/a.txt', { headers })
      coding = response.headers.get('content-encoding')
      const reader = response.body!.getReader()
      await reader.read()
      readers.push(reader)
    }
    expect(coding).toBe(null)
    await Promise.all(readers.map((reader) => reader.cancel()))
    const response = await watched.request('/a.txt', { headers })
    expect(response.headers.get('content-encoding')).toBe('gzip')
    await response.body!.cancel()
  })
})
