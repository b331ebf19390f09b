import type { Case } from './cases.ts'

const alphabet = 'abcdefghijklmnopqrstuvwxyz'

function hello(why: string, fields: Case['fields'], status: number, rest?: Partial<Case>): Case {
  return { why, target: '/hello.txt', ...(fields && { fields }), status, ...rest }
}

/** Parts of the alphabet, in their order: one pattern for the whole answer. */
function partsOf(...parts: readonly (readonly [first: number, last: number])[]): RegExp {
  const each = parts.map(
    ([first, last]) =>
      `--\\S+\\r\\nContent-Type: \\S+; charset=utf-8\\r\\nContent-Range: bytes ${first}-${last}/26` +
      `\\r\\n\\r\\n${alphabet.slice(first, last + 1)}\\r\\n`,
  )
  return new RegExp(`^${each.join('')}--\\S+--\\r\\n$`)
}

const ranges: readonly Case[] = [
  ...(
    [
      ['§15.3.7.2: parts in the order asked for', 'bytes=20-21,4-5', partsOf([20, 21], [4, 5])],
      ['§15.3.7.2: what touches is one', 'bytes=5-6, 7-8 ,20-', partsOf([5, 8], [20, 25])],
      [
        '§15.3.7.2: what overlaps is one, at its first place',
        'bytes=9-12,0-1,5-10',
        partsOf([5, 12], [0, 1]),
      ],
      ['§14.1.2: those past the end are left out', 'bytes=0-0,-1,100-', partsOf([0, 0], [25, 25])],
      ['§14.1.1: a tab is space', 'bytes=0-0,\t2-2', partsOf([0, 0], [2, 2])],
    ] as const
  ).map(([why, value, text]) => hello(why, { Range: value }, 206, { text })),
  hello('§15.3.7: what joins to one is no multipart', { Range: 'bytes=1-2,3-5' }, 206, {
    expect: { 'content-range': 'bytes 1-5/26', 'content-type': 'text/plain; charset=utf-8' },
    text: 'bcdef',
  }),
  ...['bytes=10', 'bytes=0-1 2-3', 'bytes=-', 'bytes=1-2-3', 'bytes=x-,0-1', '0-1'].map((value) =>
    hello(`§14.2: no syntax of a range: ${value}`, { Range: value }, 200, { text: alphabet }),
  ),
  hello('ours: an empty If-Range is none', { Range: 'bytes=0-1', 'If-Range': '' }, 206, {
    text: 'ab',
  }),
  hello('§15.5.17: none of several', { Range: 'bytes=26-30,99-' }, 416, {
    expect: { 'content-range': 'bytes */26' },
  }),
]

const conditions: readonly Case[] = [
  ...[
    'Tue, 19 Jan 2038 03:14:08 GMT',
    'Fri, 25 Feb 2174 09:42:23 GMT',
    'Fri, 31 Dec 9999 23:59:59 GMT',
  ].map((date) =>
    hello(`§13.1.3: a date of more than 31 bits: ${date}`, { 'If-Modified-Since': date }, 304),
  ),
  ...[
    '275760-09-24',
    '1704164645',
    'Tue, 32 Jan 2024 03:04:05 GMT',
    'Tue, 02 Jan 2024 25:04:05 GMT',
  ].map((date) => hello(`§13.1.3: no date: ${date}`, { 'If-Modified-Since': date }, 200)),
  hello('§5.6.1.2: empty elements of If-Match', { 'If-Match': ' "foo",, "bar" ,' }, 412),
  hello('§13.1.2: an asterisk in a list is no tag', { 'If-None-Match': '*, "bar"' }, 200),
  hello(
    '§13.1.4: in a 412 there is no file',
    { 'If-Unmodified-Since': 'Mon, 01 Jan 2024 00:00:00 GMT' },
    412,
    {
      text: /^(?!abc)/,
    },
  ),
]

const codings: readonly Case[] = (
  [
    ['§12.5.3: * but one', '*, br;q=0', 'zstd'],
    ['§12.5.3: only what is named', '*;q=0, gzip', 'gzip'],
    ['§12.5.3: only identity', '*;q=0, identity;q=1', null],
    ['§12.4.2: identity before another', 'identity;q=0.5, gzip;q=0.4', null],
    ['§5.6.6: another parameter', 'gzip;level=9;q=1', 'gzip'],
    ['§12.4.2: no digit after the point', 'gzip;q=1.', 'gzip'],
    ['§5.6.3: space around the weight', 'br ; q=0 , gzip ; q=0.5', 'gzip'],
    ['§8.4.1: codings that nobody knows', 'wompwomp, sdch', null],
  ] as const
).map(([why, value, coding]) => ({
  why,
  target: '/coded/all.js',
  fields: { 'Accept-Encoding': value },
  status: 200,
  expect: { 'content-encoding': coding, vary: 'Accept-Encoding' },
}))

const paths: readonly Case[] = (
  [
    ['below a file is nothing', '/hello.txt/x', 404],
    ['an @ makes no host', '//hello@txt', 404],
    ['a scheme is a name', '/http://hello.txt', 404],
    ['a bad escape of one digit', '/hello.txt%1', 400],
    ['a bad escape in the query names no file', '/hello.txt?%', 200],
    ['dots at the end go up, as in any URL', '/dir/sub/..', 200],
  ] as const
).map(([why, target, status]) => ({ why, target, status }))

const locations: readonly Case[] = (
  [
    ['URL §4.4: an apostrophe in a query', "/dir?a='", '/dir/?a=%27'],
    ['a ? with nothing behind it is kept', '/dir?', '/dir/?'],
    ['a ? in a query is one', '/dir?a?b', '/dir/?a?b'],
  ] as const
).map(([why, target, location]) => ({
  why: `§10.2.2: a Location is a URI: ${why}`,
  target,
  status: 307,
  expect: { location },
}))

/** What the suites of other servers ask, and nothing before. */
export const suiteCases: readonly Case[] = [
  ...ranges,
  ...conditions,
  ...codings,
  ...paths,
  ...locations,
]
