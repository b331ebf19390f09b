import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, type AppOptions, createApp, memoryFiles } from '../../src/index.ts'
import { askApp, type Edge, type EdgeOptions, type Question, startEdge } from './edge.ts'

const files = {
  'index.html': 'index',
  'new.txt': 'new',
  'a+b.txt': 'plus',
  '[x].txt': 'brackets',
  '100%.txt': 'percent',
  'odd.unknown': 'odd',
  'dir/a.txt': 'a',
  '.env': 'SECRET',
  '.git/config': 'SECRET',
  _redirects: `/same /same
/host //evil.test/x
/jump/* https://good.example:splat
/go/:host https://:host/
/keep/* /kept/:splat
/pair/:id/:idx /paired/:id/:idx
`,
  _headers: `/never/*
  Cache-Control: public, max-age=31536000, immutable
/m/*/b
  X-Middle: yes
/cookies
  Set-Cookie: a=1
  Set-Cookie: b=2
/long
  Content-Length: 1
/new.txt
  Vary: Cookie
`,
}

/** What both say, and why ours is another. */
interface Difference extends Question {
  /** What is looked at: a status, unless fields are named. */
  readonly of?: readonly string[]
  readonly edge: readonly unknown[]
  readonly ours: readonly unknown[]
  readonly why: string
}

const plain: Difference[] = [
  {
    path: '/new.txt',
    headers: { Range: 'bytes=0-0' },
    of: ['content-range'],
    edge: [200, null],
    ours: [206, 'bytes 0-0/3'],
    why: 'ranges are what players and downloads need: RFC 9110 §14',
  },
  {
    path: '/new.txt',
    headers: { 'If-Modified-Since': 'Fri, 01 Jan 2100 00:00:00 GMT' },
    edge: [200],
    ours: [304],
    why: 'RFC 9110 §13.1.3',
  },
  {
    path: '/new.txt',
    headers: { 'If-None-Match': '*' },
    edge: [200],
    ours: [304],
    why: 'RFC 9110 §13.1.2: any representation',
  },
  {
    path: '/new.txt',
    headers: { 'If-Match': '"other"' },
    edge: [200],
    ours: [412],
    why: 'RFC 9110 §13.1.1',
  },
  {
    path: '/new.txt',
    method: 'HEAD',
    of: ['content-length'],
    edge: [200, null],
    ours: [200, '3'],
    why: 'the fields of HEAD are those of GET: RFC 9110 §9.3.2',
  },
  {
    path: '/new.txt',
    of: ['cache-control', 'x-content-type-options'],
    edge: [200, 'public, max-age=0, must-revalidate', null],
    ours: [200, 'no-cache', 'nosniff'],
    why: 'no-cache says the same, also to a cache that has to leave out must-revalidate',
  },
  {
    path: '/new.txt',
    of: ['vary'],
    edge: [200, 'Cookie'],
    ours: [200, 'Accept-Encoding, Cookie'],
    why: 'a cache would hand the coded form to who cannot read it: RFC 9110 §12.5.5',
  },
  {
    path: '/odd.unknown',
    of: ['content-type'],
    edge: [200, null],
    ours: [200, 'application/octet-stream'],
    why: 'without a type a browser guesses one',
  },
  {
    path: '/new.txt',
    method: 'DELETE',
    of: ['allow'],
    edge: [405, null],
    ours: [405, 'GET, HEAD, OPTIONS'],
    why: 'a 405 must say what is allowed: RFC 9110 §15.5.6',
  },
  {
    path: '/new.txt',
    method: 'OPTIONS',
    of: ['allow'],
    edge: [405, null],
    ours: [204, 'GET, HEAD, OPTIONS'],
    why: 'RFC 9110 §9.3.7',
  },
  { path: '/.env', edge: [200], ours: [404], why: 'names that begin with a dot are hidden' },
  { path: '/.git/config', edge: [200], ours: [404], why: 'names that begin with a dot are hidden' },
  { path: '/dir/', edge: [404], ours: [200], why: 'a folder without an index is listed' },
  {
    path: '/a+b.txt',
    of: ['location'],
    edge: [307, '/a%2Bb.txt'],
    ours: [200, null],
    why: 'a sub-delimiter needs no escape in a path: RFC 3986 §3.3',
  },
  {
    path: '/[x].txt',
    of: ['location'],
    edge: [307, '/%5Bx%5D.txt'],
    ours: [200, null],
    why: 'a browser sends it so, and a redirect would gain nothing',
  },
  {
    path: '/100%.txt',
    of: ['location'],
    edge: [307, '/100%25.txt'],
    ours: [400, null],
    why: 'what cannot be decoded has no one spelling that all steps agree on',
  },
  { path: '/%A0', edge: [404], ours: [400], why: 'what cannot be decoded has no one spelling' },
  {
    path: '/dir%2Fa.txt',
    of: ['location'],
    edge: [307, '/dir/a.txt'],
    ours: [404, null],
    why: 'an escaped slash is part of a name, and no file has that name',
  },
  {
    path: '/same',
    of: ['location'],
    edge: [302, '/same'],
    ours: [404, null],
    why: 'a redirect to itself is a mistake, which is told',
  },
  {
    path: '/host',
    of: ['location'],
    edge: [302, 'http://evil.test/x'],
    ours: [302, '/evil.test/x'],
    why: 'a target without https:// stays on the site',
  },
  {
    path: '/jump/.evil.test',
    of: ['location'],
    edge: [302, 'https://good.example.evil.test/'],
    ours: [404, null],
    why: 'a visitor must not choose the site that a redirect leads to',
  },
  {
    path: '/go/evil.test',
    of: ['location'],
    edge: [302, 'https://evil.test/'],
    ours: [404, null],
    why: 'a visitor must not choose the site that a redirect leads to',
  },
  {
    path: '/keep/a+b',
    of: ['location'],
    edge: [302, '/kept/a+b'],
    ours: [302, '/kept/a%2Bb'],
    why: 'what a splat holds is spelled as in a canonical path',
  },
  {
    path: '/pair/1/2',
    of: ['location'],
    edge: [404, null],
    ours: [302, '/paired/1/2'],
    why: 'a placeholder may begin as another one does; the edge drops the rule and says nothing',
  },
  {
    path: '/m//b',
    of: ['x-middle'],
    edge: [404, 'yes'],
    ours: [404, null],
    why: 'rules see the canonical path, /m/b: no spelling passes by a rule',
  },
  {
    path: '/never/nope.js',
    of: ['cache-control'],
    edge: [404, 'public, max-age=31536000, immutable'],
    ours: [404, 'no-cache'],
    why: 'an error must not be stored for a year',
  },
]

const missing: Difference[] = [
  {
    path: '/nope',
    headers: { Accept: 'application/json' },
    of: ['content-type'],
    edge: [404, 'text/html; charset=utf-8'],
    ours: [404, 'application/problem+json'],
    why: 'a client that reads JSON cannot read a page',
  },
  {
    path: '/nope',
    of: ['vary'],
    edge: [404, null],
    ours: [404, 'Accept'],
    why: 'RFC 9110 §12.5.5',
  },
  {
    path: '/nope',
    method: 'POST',
    edge: [405],
    ours: [404],
    why: 'no method would find anything there',
  },
]

const application: Difference[] = [
  {
    path: '/nope.png',
    edge: [200],
    ours: [404],
    why: 'a page in place of a part of a page hides the mistake',
  },
  {
    path: '/users/7',
    edge: [200],
    ours: [404],
    why: 'only navigations get the page: a script that asks for data gets its 404',
  },
  {
    path: '/users/7',
    headers: { 'Sec-Fetch-Mode': 'navigate' },
    of: ['vary'],
    edge: [200, null],
    ours: [200, 'Sec-Fetch-Mode, Accept'],
    why: 'RFC 9110 §12.5.5',
  },
  {
    path: '/users/7',
    method: 'POST',
    edge: [405],
    ours: [404],
    why: 'no method would find anything there',
  },
]

type Both = (question: Question) => Promise<{ theirs: Response; ours: Response }>

interface Setting {
  edge?: EdgeOptions
  app?: Partial<AppOptions>
  extra?: Record<string, string>
  /** Tests of what needs more than one question. */
  more?: (both: Both) => void
}

/** Compares each row with an edge and an app of its own. */
function compare(title: string, rows: Difference[], setting: Setting): void {
  const all = { ...files, ...setting.extra }
  let edge: Edge
  let app: App
  const both: Both = async (question) => ({
    theirs: await edge.ask(question),
    ours: await askApp(app, question),
  })

  describe(title, () => {
    beforeAll(async () => {
      app = createApp({ source: memoryFiles(all), html: 'auto', ...setting.app })
      edge = await startEdge(all, setting.edge)
    })
    afterAll(() => edge.close())

    test.each(rows)('$path: $why', async ({ of = [], edge: expected, ours, ...question }) => {
      const answers = await both(question)
      const said = ({ status, headers }: Response) => [
        status,
        ...of.map((name) => headers.get(name)),
      ]
      expect(said(answers.theirs)).toEqual(expected)
      expect(said(answers.ours)).toEqual(ours)
      expect(expected).not.toEqual(ours)
    })
    setting.more?.(both)
  })
}

/** Asks again with the entity tag of each side. */
async function again(both: Both, path: string, tagOf: (etag: string) => string, first = path) {
  const { theirs, ours } = await both({ path: first })
  const ask = (response: Response) => ({
    path,
    headers: { 'If-None-Match': tagOf(response.headers.get('etag')!) },
  })
  return {
    theirs: (await both(ask(theirs))).theirs.status,
    ours: (await both(ask(ours))).ours.status,
  }
}

compare('webstand differs from the asset worker', plain, {
  more(both) {
    test('it reads a list of entity tags: RFC 9110 §13.1.2', async () => {
      const list = (etag: string) => `"other", ${etag}`
      expect(await again(both, '/new.txt', list)).toEqual({ theirs: 200, ours: 304 })
      expect(await again(both, '/new.txt', (etag) => etag)).toEqual({ theirs: 304, ours: 304 })
    })

    test('it sends two cookies in two lines: RFC 6265 §3', async () => {
      const { theirs, ours } = await both({ path: '/cookies' })
      expect(theirs.headers.getSetCookie()).toEqual(['a=1, b=2'])
      expect(ours.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    })

    test('it says Last-Modified, which a download manager asks with', async () => {
      const { theirs, ours } = await both({ path: '/new.txt' })
      expect(theirs.headers.get('last-modified')).toBe(null)
      expect(ours.headers.get('last-modified')).not.toBe(null)
    })
  },
})

compare('webstand differs from its 404-page', missing, {
  edge: { notFound: '404-page' },
  extra: { '404.html': 'the page' },
  more(both) {
    test('no condition holds for an error: RFC 9110 §13.2.1', async () => {
      const { theirs, ours } = await again(both, '/nope', (etag) => etag, '/404')
      expect({ theirs, ours }).toEqual({ theirs: 304, ours: 404 })
    })

    test('both answer with the page, also below a folder that is not there', async () => {
      for (const path of ['/nope', '/dir/nope', '/no/such/folder/', '/404', '/404.html']) {
        const { theirs, ours } = await both({ path })
        expect([ours.status, await ours.text()]).toEqual([theirs.status, await theirs.text()])
      }
    })
  },
})

compare('--spa differs from single-page-application', application, {
  edge: { notFound: 'single-page-application' },
  app: { spa: true },
})
