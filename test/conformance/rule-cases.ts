import type { Case } from './cases.ts'

/** What the rows below ask for. */
export const ruleFixture: Record<string, string> = {
  'ruled/file.txt': 'file',
  'ruled/page.html': 'page',
  'ruled/never/app.js': 'app',
  'missing/404.html': 'nearest',
  'missing/deeper/a.txt': 'a',
  _redirects: `/ruled/old /ruled/file.txt
/ruled/query /ruled/file.txt?own=1#part
/ruled/page.html /ruled/shadow 301
/ruled/again /ruled/file.txt 200
/ruled/wrong /ruled/file.txt 418
/ruled/s/* /:splat
/ruled/dd/* //evil.test/:splat
/ruled/h/:host https://:host/
/ruled/v1/* /api/:splat 200
`,
  _headers: `/ruled/*
  X-Ruled: 1
/ruled/file.txt
  X-Ruled: 2
  ! X-Content-Type-Options
  Content-Length: 1
  Content-Type: text/x-owl
  Content-Language: en
  Content-Location: /ruled/owl
/ruled/never/*
  Cache-Control: public, max-age=31536000, immutable
`,
}

const redirect = (target: string, status: number, location: string, why: string): Case => ({
  why: `_redirects: ${why}`,
  target,
  status,
  expect: { location, 'content-length': '0' },
})

const immutable = 'public, max-age=31536000, immutable'

/** Rules files, pages without their .html, and pages for what is not there. */
export const ruleCases: readonly Case[] = [
  redirect('/ruled/old', 302, '/ruled/file.txt', '302 where no status is said'),
  redirect('/ruled/old?a=1', 302, '/ruled/file.txt?a=1', 'the query is kept'),
  redirect('/ruled/query?a=1', 302, '/ruled/file.txt?own=1#part', "the rule's own query counts"),
  redirect('/ruled/page.html', 301, '/ruled/shadow', 'before a file of that name'),
  redirect('//ruled//old', 302, '/ruled/file.txt', 'no spelling passes by a rule'),
  redirect('/ruled/s//evil.test', 302, '/evil.test', 'never to another site: empty names'),
  redirect('/ruled/s/%2Fevil.test', 302, '/%2Fevil.test', 'never to another site: escapes'),
  redirect('/ruled/s/%5Cevil.test', 302, '/%5Cevil.test', 'never to another site: backslash'),
  redirect('/ruled/s/%0d%0aX-A:%201', 302, '/%0D%0AX-A%3A%201', 'no field can be added'),
  redirect('/ruled/dd/x', 302, '/evil.test/x', 'two slashes are one'),
  { ...redirect('/ruled/old', 302, '/ruled/file.txt', 'any method'), method: 'DELETE' },
  { why: '_redirects: 200 rewrites', target: '/ruled/again', status: 200, text: 'file' },
  { why: '_redirects: to a route', target: '/ruled/v1/users/7', status: 200, text: /"id":"7"/ },
  { why: '_redirects: an unknown status is a mistake', target: '/ruled/wrong', status: 404 },
  {
    why: '_redirects: no site of the choice of a visitor',
    target: '/ruled/h/evil.test',
    status: 404,
  },
  ...['/_redirects', '/_headers', '/%5Fheaders'].map((target) => ({
    why: 'rules files are read, and never sent',
    target,
    status: 404,
  })),
  {
    why: '_headers: sets, appends, takes away, and leaves the length alone',
    target: '/ruled/file.txt',
    status: 200,
    expect: {
      'x-ruled': '1, 2',
      'x-content-type-options': null,
      'content-length': '4',
      'content-type': 'text/x-owl',
      'content-language': 'en',
    },
  },
  {
    why: '_headers: on 304, but for what describes content (§15.4.5)',
    target: '/ruled/file.txt',
    fields: { 'If-None-Match': '*' },
    status: 304,
    expect: {
      'x-ruled': '1, 2',
      'content-location': '/ruled/owl',
      'content-type': null,
      'content-language': null,
    },
  },
  {
    why: '_headers: on 206',
    target: '/ruled/file.txt',
    fields: { Range: 'bytes=0-0' },
    status: 206,
    expect: { 'x-ruled': '1, 2' },
  },
  {
    why: '_headers: on 405',
    target: '/ruled/file.txt',
    method: 'DELETE',
    status: 405,
    expect: { 'x-ruled': '1, 2', allow: /GET/ },
  },
  ...(['/ruled/nope', '/ruled/never/nope.js'] as const).map((target) => ({
    why: '_headers: on 404, but an error is never kept',
    target,
    status: 404,
    expect: { 'x-ruled': '1', 'cache-control': 'no-cache' },
  })),
  {
    why: '_headers: on a redirect',
    target: '/ruled/old',
    status: 302,
    expect: { 'x-ruled': '1' },
  },
  {
    why: '_headers: Cache-Control for a path',
    target: '/ruled/never/app.js',
    status: 200,
    expect: { 'cache-control': immutable },
  },
  {
    why: '_headers: not on what is refused before',
    target: '/ruled/%',
    status: 400,
    expect: { 'x-ruled': null },
  },
  { why: 'a page without its .html', target: '/page', status: 200, text: /page/ },
  {
    why: 'a page asked with a slash: its links would lead below it',
    target: '/page/?a=1',
    status: 307,
    expect: { location: '/page?a=1' },
  },
  ...['/missing/nope', '/missing/deeper/nope', '/missing/no/such/folder/'].map((target) => ({
    why: 'the nearest 404.html, upwards',
    target,
    status: 404,
    text: 'nearest',
    expect: { etag: null, 'cache-control': 'no-cache', vary: /Accept/ },
    fields: { Accept: 'text/html' },
  })),
  {
    why: '§13.2.1: no condition holds for an error',
    target: '/missing/nope',
    fields: { Accept: 'text/html', 'If-None-Match': '*', Range: 'bytes=0-0' },
    status: 404,
    text: 'nearest',
  },
  {
    why: 'a client that reads JSON gets no page',
    target: '/missing/nope',
    fields: { Accept: 'application/json' },
    status: 404,
    expect: { 'content-type': 'application/problem+json' },
  },
]
