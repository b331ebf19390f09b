import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, createApp, memoryFiles } from '../../src/index.ts'
import { askApp, type Edge, type Question, startEdge } from './edge.ts'

const redirects = `# a comment
/old /new
/q /new?z=1
/h /new#frag
/both /new?z=1#frag 308
/moved /new 301
/see /new 303
/temporary /new 307 # an inline comment
no-slash /new
/from?ignored=1#too /new
/dots/../resolved /new
/away https://docs.example/x?y#z
/away-bare https://docs.example
/away-port https://docs.example:8443/x
/unicode/caf\u00e9 /new
/spaced/a%20b /new
/trailing/ /new
/foo /shadowing
/rewritten /new 200
/rewritten-html /page.html 200
/rewritten-miss /nothing 200
/one /two
/one /three
/two-tokens
/bad-status /new 404
/bad-to new
/bad-from-absolute /fine
https://x.example/a /new
/http http://x.example/
/proxy https://x.example/ 200
/four /tokens 302 x
/ /index.html
/loop/* /index.html 200
/sub/ /sub/index
/b/* /c/:splat 307
/item/:id /thing/:id
/item/:id/edit /edit/:id 301
/dates/:year-:month /d/:month/:year
/s/* /t/:splat
/dd/* //evil.test/:splat
/out/* https://docs.example/:splat
/search/:term /find?q=:term
/late /plain-behind-a-dynamic-one
/item/late /never
/:lang/hello https://:lang.example.com/
/ext/*.txt /text/:splat
/named/:id /x/:id/:other
/keep/* /kept/:splat?rule=1
/as/* /dir/:splat 200
`

const headers = `/foo
  X-A: 1
  x-a: again
  Cache-Control: public, max-age=60
/new.txt
  X-A: new
  ! ETag
/*
  X-A: 2
  X-All: yes
/bar/*
  ! X-A
  X-Splat: :splat
/item/:id
  X-Id: id-:id
X-Loose: belongs to the item
/nothing
/nothing/here
  X-Miss: 404
/twice
  X-Twice: 1
/twice
  X-Again: 2
/bad path
  X-Bad: is-spaced
http://x.example/*
  X-Http: never
https://x.example:80/*
  X-Port: never
https://:sub.docs.example/*
  X-Sub: :sub
https://docs.example/foo
  X-Host: docs
/colon
  X-Colon: a:b:c
/a/*/b
  X-Middle: :splat
/*/*
  X-Two: never
`

const files = {
  'index.html': 'index',
  'new.txt': 'new',
  'foo.html': 'foo',
  'page.html': 'page',
  'bar/index.html': 'bar',
  'dir/a.txt': 'a',
  _redirects: redirects,
  _headers: headers,
}

let edge: Edge
let app: App
beforeAll(async () => {
  app = createApp({ source: memoryFiles(files), html: 'auto', listing: false })
  edge = await startEdge(files)
})
afterAll(() => edge.close())

async function both(question: Question): Promise<{ ours: Response; theirs: Response }> {
  return { ours: await askApp(app, question), theirs: await edge.ask(question) }
}

const whereTo = (response: Response) => [response.status, response.headers.get('location')]

describe('_redirects means what it means to the asset worker', () => {
  test.each([
    ...['/old', '/old?a=1', '/q', '/q?a=1', '/h?a=1', '/both?a=1', '/moved', '/see?x'],
    ...['/temporary', '/no-slash', '/from', '/from?b', '/resolved', '/away', '/away?own=1'],
    ...['/away-bare?x', '/away-port', '/unicode/caf%C3%A9', '/spaced/a%20b', '/trailing/'],
    ...['/trailing', '/old/', '/OLD', '/foo', '/rewritten', '/rewritten-html', '/rewritten-miss'],
    ...['/one', '/two-tokens', '/bad-status', '/bad-to', '/bad-from-absolute', '/a', '/http'],
    ...['/proxy', '/four', '/', '/loop/x', '/sub/', '/b/a%20b', '/b/x/y/?q', '/b/', '/b'],
    ...['/item/42', '/item/42/', '/item/42/edit', '/item/', '/dates/2026-11', '/dates/a-b-c'],
    ...['/s', '/s/', '/s/x', '/dd/x', '/out/x/y?z', '/search/owl?x', '/late', '/item/late'],
    ...['/en/hello', '/ext/a/b.txt', '/ext/.txt', '/named/7', '/keep/x?own=1', '/as/a.txt'],
    ...['/as/nope', '/nope', '/_redirects', '/_headers'],
  ])('%s', async (path) => {
    const { ours, theirs } = await both({ path })
    expect(whereTo(ours)).toEqual(whereTo(theirs))
    if (theirs.status === 200) expect(await ours.text()).toBe(await theirs.text())
  })

  test.each(['/old', '/b/x', '/nope', '/rewritten'])('POST %s', async (path) => {
    const { ours, theirs } = await both({ path, method: 'POST' })
    expect(whereTo(ours)).toEqual(whereTo(theirs))
  })
})

describe('a path has the spelling that it has for the asset worker', () => {
  test.each([
    ...['//new.txt', '//new.txt?x', '///page', '/page//', '/%2e%2e/page', '/dir/../page', '/PAGE'],
    ...['/page.html?x=1', '/%70age', '/%70age?x', '/new%2etxt', '/dir/%61.txt', '/dir//a.txt'],
    ...['/new.txt/', '/bar//', '//bar', '/page%20', '/\u00fc', '/dir/./a.txt', '/~', '/page;a'],
  ])('%s', async (path) => {
    const { ours, theirs } = await both({ path })
    expect(whereTo(ours)).toEqual(whereTo(theirs))
  })
})

describe('_headers means what it means to the asset worker', () => {
  /** The fields that rules say. */
  const ruled = (response: Response) =>
    Object.fromEntries([...response.headers].filter(([name]) => name.startsWith('x-')))
  const own = (response: Response) => {
    const { 'x-content-type-options': nosniff, ...fields } = ruled(response)
    return fields
  }

  test.each<[path: string, status: number, method?: string]>([
    ['/foo', 302],
    ['/foo.html', 307],
    ['/new.txt', 200],
    ['/bar/', 200],
    ['/bar', 307],
    ['/bar/nope', 404],
    ['/bar/a%20b/c', 404],
    ['/nothing', 404],
    ['/nothing/here', 404],
    ['/twice', 404],
    ['/bad%20path', 404],
    ['/colon', 404],
    ['/a/x/y/b', 404],
    ['/x/y', 404],
    ['/old', 302],
    ['/new.txt', 405, 'POST'],
    ['/new.txt', 200, 'HEAD'],
    ['/rewritten', 404],
  ])('%s is %i', async (path, status, method) => {
    const { ours, theirs } = await both({ path, method })
    expect([theirs.status, ours.status]).toEqual([status, status])
    expect(own(ours)).toEqual(own(theirs))
  })

  test.each([
    ['http://en.docs.example', '/new.txt'],
    ['http://a.en.docs.example', '/new.txt'],
    ['http://docs.example', '/new.txt'],
    ['http://docs.example', '/foo'],
    ['http://x.example', '/new.txt'],
  ])('%s%s', async (origin, path) => {
    const { ours, theirs } = await both({ path, origin })
    expect(own(ours)).toEqual(own(theirs))
  })

  test('takes a field away, and sets one over the usual', async () => {
    const { ours, theirs } = await both({ path: '/new.txt' })
    expect([ours.headers.get('etag'), theirs.headers.get('etag')]).toEqual([null, null])
  })
})
