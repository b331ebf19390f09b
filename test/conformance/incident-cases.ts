import type { Case } from './cases.ts'
import { currentTag } from './client.ts'

/** What the rows below ask for. */
export const incidentFixture: Record<string, string> = {
  'tags/<b>bold/x.txt': 'x',
  'media/chime.wav': 'RIFF, and so on',
  'media/drawing.svgz': 'as it is stored',
}

/** Files whose date is no date of an answer. */
export const datedFixture: Record<string, string> = {
  'dated/future.txt': '2100-01-01T00:00:00Z',
  'dated/epoch.txt': '1970-01-01T00:00:00Z',
  'dated/before.txt': '1965-01-01T00:00:00Z',
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz'
const changed = 'Tue, 02 Jan 2024 03:04:05 GMT'

function hello(why: string, fields: Case['fields'], status: number, rest?: Partial<Case>): Case {
  return { why, target: '/hello.txt', ...(fields && { fields }), status, ...rest }
}

function target(why: string, path: string, status: Case['status'], rest?: Partial<Case>): Case {
  return { why, target: path, status, ...rest }
}

const text = { text: alphabet }
const part = (contentRange: string, bytes: string): Partial<Case> => ({
  expect: { 'content-range': contentRange },
  text: bytes,
})
const html = { fields: { Accept: 'text/html' } }
const noScript = { ...html, text: /^(?![\s\S]*"><script>)/ }

const paths: readonly Case[] = [
  target('§4.2.3: a dot segment is resolved before anything', '/./private/secret.txt', 200),
  target('§4.2.3: also one that goes up', '/x/../private/secret.txt', 200),
  target('RFC 3986 §5.2.4: an escaped dot is a dot', '/dir/%2e/a.txt', 200, { text: 'a' }),
  target('an escaped slash does not make a dot segment', '/dir/sub/..%2fa.txt', 404),
  target('two dots and a space are a name', '/..%20./secret.txt', 404),
  target('no share of another machine', '//host/share/x', 404),
  target('a device of another system is a name', '/CON', 404),
  target('also with an extension', '/aux.txt', 404),
  target('only a slash from an escape', '/%2F', 404),
  target('NUL is in no name', '/%00', 400),
  target('a line feed is in no name here', '/hello.txt%0a', 404),
  target('the query names no file', '/hello.txt?path=../..', 200, text),
  target('nor a folder', '/dir/?path=../..&format=text', 200, { text: /^sub\/\na\.txt\n/ }),
  target('a form feed in the query', '/hello.txt?%0cfoo', 200, text),
  target('what a build leaves out is hidden', '/.assetsignore', 404),
  ...['/ruled/./old', '/x/../ruled/old'].map((path) =>
    target(`a rule guards every spelling: ${path}`, path, 302),
  ),
  ...['/ruled%2fold', '/ruled%5cold', '/RULED/old', '/ruled./old'].map((path) =>
    target(`what a rule does not know is not there either: ${path}`, path, 404),
  ),
]

const elsewhere: readonly Case[] = [
  ...[
    '//evil.test/..%2fdir',
    '///evil.test/..%2fdir',
    '//evil.test/index',
    '//evil.test/index.html',
  ].map((path) => target(`no open redirect: ${path}`, path, 404, { expect: { location: null } })),
  target(
    '§10.2.2: a Location keeps a query that names another site',
    '/dir?next=//evil.test',
    307,
    {
      expect: { location: '/dir/?next=//evil.test' },
    },
  ),
  target('§10.2.2: a Location never repeats Host', '/dir', 307, {
    fields: { Host: '192.0.2.7:8000' },
    expect: { location: '/dir/' },
  }),
  target('RFC 3986 §6.2.2.2: an escaped dot in a name', '/hello%2Etxt', 307, {
    expect: { location: '/hello.txt' },
  }),
  target('§9.3.2: HEAD is led on as GET is', '/dir', 307, {
    method: 'HEAD',
    expect: { location: '/dir/' },
  }),
  target('a page by its whole name, with a query', '/page.html?x=1', 200, { text: /page/ }),
  target('§13.2.1: no condition holds for a redirect', '/site', 307, {
    fields: { 'If-None-Match': '*' },
  }),
]

const pages: readonly Case[] = [
  target('a redirect or an error escapes what was asked', '/dir%22%3E%3Cscript%3E', 404, noScript),
  target('a page escapes its query', '/dir/?sort=%22%3E%3Cscript%3E&q=%22%3E%3Cscript%3E', 200, {
    ...noScript,
  }),
  target('an order that nobody knows is no mistake', '/dir/?order=sideways', 200, html),
  target('a form that nobody knows is no mistake', '/dir/?format=xml', 200, html),
  target('a page escapes the name of its folder', '/tags/%3Cb%3Ebold/', 200, {
    ...html,
    text: /^(?![\s\S]*<b>bold)[\s\S]*&lt;b&gt;bold/,
  }),
  target('and the names of the folders in it', '/tags/', 200, {
    ...html,
    text: /^(?![\s\S]*<b>bold)[\s\S]*&lt;b&gt;bold/,
  }),
  target('names as text are no page', '/odd/?format=text', 200, {
    expect: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
    text: /<img src=x onerror=alert\(1\)>/,
  }),
  target('a linked index that leaves the folder is not listed', '/linked/?format=text', 200, {
    text: '',
  }),
  target('§12.5.1: a listing as text', '/dir/', 200, {
    fields: { Accept: 'text/plain' },
    text: 'sub/\na.txt\nfile2.txt\nfile10.txt\n',
  }),
  target('no character that acts on a terminal comes back', '/nope%1b[31m%07%c2%9b', 404, {
    text: /^[^\0-\x09\x0b-\x1f\x7f-\x9f]*$/,
  }),
  target('no path of the machine in an error', '/nope', 404, {
    text: /^(?![\s\S]*(?:\/tmp\/|\/pub\/|node_modules|\n\s+at ))/,
  }),
]

const validators: readonly Case[] = [
  hello('§13.1.2: the tag', { 'If-None-Match': currentTag }, 304),
  hello('§13.1.2: the tag in a list', { 'If-None-Match': `"x", ${currentTag}` }, 304),
  hello('§13.1.2: compared weakly', { 'If-None-Match': `W/${currentTag}` }, 304),
  hello('§5.3: a list in two lines', { 'If-None-Match': ['"x"', currentTag] }, 304),
  hello('§13.1.2: a list without it', { 'If-None-Match': '"x", "y"' }, 200),
  hello('§8.8.3: a tag without quotes is none', { 'If-None-Match': 'x' }, 200),
  hello('§13.1.2: HEAD too', { 'If-None-Match': currentTag }, 304, { method: 'HEAD' }),
  hello('§13.1.1: the tag', { 'If-Match': currentTag }, 200, text),
  hello('§13.1.1: the tag in a list', { 'If-Match': `"x", ${currentTag}` }, 200, text),
  hello('§13.1.1: compared strongly', { 'If-Match': `W/${currentTag}` }, 412),
  hello('ours: an empty If-Match is none', { 'If-Match': '' }, 200, text),
  hello('§13.1.5: If-Range with the tag', { Range: 'bytes=0-1', 'If-Range': currentTag }, 206, {
    text: 'ab',
  }),
  hello(
    '§13.1.5: If-Range is compared strongly',
    { Range: 'bytes=0-1', 'If-Range': `W/${currentTag}` },
    200,
    text,
  ),
  hello('§13.1.5: no validator', { Range: 'bytes=0-1', 'If-Range': 'garbage' }, 200, text),
  hello('§13.1.3: a date to come', { 'If-Modified-Since': 'Fri, 01 Jan 2100 00:00:00 GMT' }, 304),
  hello('§13.1.4: no date', { 'If-Unmodified-Since': 'garbage' }, 200, text),
  hello('§13.1.3: of GET and HEAD only', { 'If-Modified-Since': changed }, 405, { method: 'POST' }),
  ...([{ 'If-None-Match': '*' }, { 'If-Match': '*' }, { Range: 'bytes=0-1' }] as const).map(
    (fields) => target(`§13.2.1: ${Object.keys(fields)} of nothing`, '/nope', 404, { fields }),
  ),
  target('a listing has a tag', '/dir/', 304, {
    fields: { 'If-None-Match': currentTag, Accept: 'text/html' },
  }),
  target('§8.8.2.1: no date after now', '/dated/future.txt', 200, {
    expect: { 'last-modified': /^(?!.* 2100 )/ },
    ofTheMoment: ['last-modified'],
  }),
  target('ours: a date of zero is none', '/dated/epoch.txt', 200, {
    expect: { 'last-modified': null },
  }),
  target('ours: a date before zero is none', '/dated/before.txt', 200, {
    expect: { 'last-modified': null },
  }),
  target('a listing shows them all', '/dated/?format=text', 200, {
    text: 'before.txt\nepoch.txt\nfuture.txt\n',
  }),
]

const ranges: readonly Case[] = [
  hello('§14.1.2: the last byte', { Range: 'bytes=25-' }, 206, part('bytes 25-25/26', 'z')),
  hello('§15.5.17: the first byte past the end', { Range: 'bytes=26-' }, 416),
  hello('§14.1.2: a suffix as long as the file', { Range: 'bytes=-26' }, 206, text),
  hello('§14.1.2: all of it is a part too', { Range: 'bytes=0-25' }, 206, text),
  hello(
    '§14.1.1: 1*DIGIT has leading zeros',
    { Range: 'bytes=00-01' },
    206,
    part('bytes 0-1/26', 'ab'),
  ),
  hello('§5.6.1.2: space after a comma', { Range: 'bytes=0-1, 24-' }, 206, {
    text: /bytes 0-1\/26[\s\S]*bytes 24-25\/26\r\n\r\nyz\r\n/,
  }),
  hello('§14.6: first and last byte', { Range: 'bytes=0-0,-1' }, 206, {
    text: /bytes 0-0\/26\r\n\r\na\r\n[\s\S]*bytes 25-25\/26\r\n\r\nz\r\n/,
  }),
  ...['bytes = 0-1', 'bytes=+1-2', 'bytes=1.5-2', 'bytes=0x0-0x1', 'bytes=0-1;2-3', 'bytes'].map(
    (value) => hello(`§14.1.1: no syntax of a range: ${value}`, { Range: value }, 200, text),
  ),
  target('§14.2: of GET only', '/api/users', 201, {
    method: 'POST',
    fields: { Range: 'bytes=0-0' },
    text: '{"id":3}',
  }),
  ...(
    [
      ['bytes=0-1', 'RI'],
      ['bytes=9-', ' so on'],
      ['bytes=-2', 'on'],
    ] as const
  ).map(([value, bytes]) =>
    target(`§14: a player asks for ${value}`, '/media/chime.wav', 206, {
      fields: { Range: value },
      expect: { 'content-type': 'audio/wav', 'accept-ranges': 'bytes' },
      text: bytes,
    }),
  ),
]

const methods: readonly Case[] = [
  hello('§9.1: a method of another protocol', undefined, 405, {
    method: 'PROPFIND',
    expect: { allow: 'GET, HEAD, OPTIONS' },
  }),
  target('§9.3.2: HEAD of nothing has no content', '/nope', 404, { method: 'HEAD', text: '' }),
  target('§9.3.7: OPTIONS of nothing', '/nope', 404, { method: 'OPTIONS' }),
  target('§9.3.7: OPTIONS of a folder', '/dir/', 204, {
    method: 'OPTIONS',
    expect: { allow: 'GET, HEAD, OPTIONS' },
  }),
  target('§9.3.7: OPTIONS of a route', '/api/users', 204, {
    method: 'OPTIONS',
    expect: { allow: 'GET, POST, HEAD, OPTIONS' },
  }),
  ...['/dir/', '/dir'].map((path) =>
    target(`§15.5.6: POST of a folder: ${path}`, path, 405, { method: 'POST' }),
  ),
]

const long = 12_000
const lengths: readonly Case[] = [
  hello('a list of 1 000 codings', { 'Accept-Encoding': 'gzip;q=0.5,'.repeat(1000) }, 200, text),
  hello('a list of 3 000 tags', { 'If-None-Match': '"a",'.repeat(3000) }, 200, text),
  hello('a tag without its end', { 'If-None-Match': `W/"${'a'.repeat(long)}` }, 200, text),
  hello('a coding with much space', { 'Accept-Encoding': `gzip${' '.repeat(long)}x` }, 200, text),
  hello('a suffix of 12 000 digits', { Range: `bytes=-${'9'.repeat(long)}` }, 206, text),
]

/** A file that is in a coding by its type. */
const drawings: readonly Case[] = [
  ['whoever asks', {}, 200, 'as it is stored'],
  ['not coded twice', { 'Accept-Encoding': 'gzip, br, zstd' }, 200, 'as it is stored'],
  ['a part of it is of what is stored', { Range: 'bytes=0-4' }, 206, 'as it'],
].map(([why, fields, status, text]) => ({
  why: `SVG 2 §2.5: a compressed drawing says its coding: ${why}`,
  target: '/media/drawing.svgz',
  fields: fields as Case['fields'],
  status: status as number,
  expect: { 'content-type': 'image/svg+xml', 'content-encoding': 'gzip', 'accept-ranges': 'bytes' },
  text: text as string,
}))

const codings: readonly Case[] = [
  ['§12.4.2: the smallest weight', 'br;q=0.001', 'br'],
  ['§12.4.2: a weight over 1 is none', 'br;q=2', null],
  ['§5.6.1.2: empty elements', ',,gzip,,', 'gzip'],
].map(([why, value, coding]) => ({
  why: why!,
  target: '/coded/all.js',
  fields: { 'Accept-Encoding': value! },
  status: 200,
  expect: { 'content-encoding': coding! },
}))

/** What went wrong in other servers, and what a careful reader of the RFC would try next. */
export const incidentCases: readonly Case[] = [
  ...paths,
  ...elsewhere,
  ...pages,
  ...validators,
  ...ranges,
  ...methods,
  ...lengths,
  ...codings,
  ...drawings,
]
