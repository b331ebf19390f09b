import type { WireRequest } from '../conformance/client.ts'
import { form, read, send, text } from './requests.ts'

/** A folder with one of everything that a mock route can be. */
export const folder: Readonly<Record<string, string | Uint8Array>> = {
  _headers:
    '/api/users\n  X-From: headers\n  Cache-Control: max-age=5\n/api/orders\n  X-From: headers\n',
  'index.html': '<h1>home</h1>',
  'api/users.GET.json': '[{"id":1},{"id":2}]',
  'api/users.POST.201.json': '{"id":"{{seq}}","name":"{{body.name}}"}',
  'api/users/[id].GET.json':
    '{"id":"{{params.id | int}}","name":"{{params.id | fake \'name\'}}","q":"{{query.q}}","all":"{{query}}"}',
  'api/users/[id](missing).GET.404.json': '{"error":"no user {{params.id}}"}',
  'api/users/[id].DELETE.204.json': '',
  'api/users/[id].PUT.json': '{"was":"{{body}}","n":"{{body.items[0].n | add 1}}"}',
  'api/users/[id].PATCH.json': '{"kind":"{{headers.content-type}}","sid":"{{cookies.sid}}"}',
  'api/users/me.GET.json': '{"id":"me"}',
  'api/users/[id]/posts/[post].GET.json': '{"id":"{{params.id}}","post":"{{params.post}}"}',
  'api/search.GET.json': '{"found":[]}',
  'api/search(q=owls).GET.json': '{"found":["owl"]}',
  'api/search(q=owls&page=2).GET.json': '{"found":["second owl"]}',
  'api/search(q=a%26b).GET.json': '{"found":["a&b"]}',
  'api/job(1).GET.202.json': '{"state":"queued"}',
  'api/job(2).GET.202.json': '{"state":"running"}',
  'api/job(3).GET.200.json': '{"state":"done"}',
  'api/pay.POST.json': '{"paid":true}',
  'api/pay(40%).POST.503.json': '{"error":"busy"}',
  'api/dice.GET.json':
    '{"a":"{{random 1 6}}","b":"{{random}}","u":"{{uuid}}","n":"{{fake.name}}","e":"{{fake.email}}","d":"{{fake.datetime}}","l":"{{fake.lorem}}"}',
  'api/files/[...rest].GET.txt':
    'rest={{params.rest}} url={{url}} path={{url.path}} method={{method}}',
  'api/any/[[...rest]].GET.txt': 'rest={{params.rest}}',
  'api/page.GET.html': '<p title="{{query.q}}">{{query.q}} {{vue}}</p>',
  'api/feed.GET.xml': '<a b="{{query.q}}">{{query.q}}</a>',
  'api/app.GET.svg': '<svg><text>{{query.q}}</text></svg>',
  'api/logo.GET.png': new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0, 255, 1, 2, 3]),
  'api/tea.GET.418.txt': 'short and stout',
  'api/none.GET.empty': '',
  'api/reset.POST.205.json': '',
  'api/moved.GET.304.empty': '',
  'api/head.HEAD.404.txt': '',
  'api/opts.OPTIONS.txt': 'options',
  'api/query.QUERY.json': '{"asked":"{{body}}"}',
  'api/with space/[id].GET.json': '"{{params.id}}"',
  'api/žluť.GET.json': '"žluť"',
  'api/__proto__.GET.json': '"proto"',
  'api/[id].txt.GET.txt': 'a literal with brackets',
  'api/code.ANY.ts': 'export const GET = () => new Response("SECRET")',
  'api/old.GET.json.bak': 'SECRET',
  'api/posts.CRUD.json': '[]',
  'api/spec.SPEC.yaml': 'openapi: 3.1.0',
  'api/orders.MOCK.yaml': `
- name: vip
  when: { headers: { X-Tier: vip }, cookies: { sid: { exists: true } } }
  body: { tier: vip }
- when: { query: { sort: { like: 'date*' } } }
  headers: { X-Sorted: '{{query.sort}}', Set-Cookie: [a=1, b=2], Cache-Control: max-age=60 }
  body: { sorted: '{{query.sort}}' }
- { times: 1, status: 503, headers: { Retry-After: 1 }, body: { error: once } }
- { body: { tier: none } }
- method: POST
  when: { body: { user.role: admin, 'items[1]': { id: 2 } } }
  status: 201
  headers: { Location: '/api/orders/{{body.items[1].id}}' }
  body: '{{body.user.role}}'
- { method: POST, status: 422, body: { error: wrong } }
- { method: POST, when: { body: { a: '1' } }, body: form }
- { method: PUT, file: ../data/one.json }
- { method: PUT, name: raw, file: ../data/one.json, template: false, headers: { Content-Type: text/plain } }
- { method: DELETE, status: 204 }
- { method: ANY, body: any }
`,
  'api/limited.MOCK.json': '[{"fault":{"limit":"2/h"},"body":"fine"}]',
  'data/one.json': '{"one":"{{method}}"}',
  'plain.json': '{"id":"{{params.id}}"}',
}

type Row = string | WireRequest

const prefer = (target: string, value: string) => read(target, { Prefer: value })
const repeat = (times: number, row: Row): Row[] => Array(times).fill(row)

/** `METHOD /path`, or more than that. */
const rows: Row[] = [
  ...'/ /index.html /plain.json /data/one.json /nope /api /api/nope /api/job/ /api/tea?x /api/users.GET.json'.split(
    ' ',
  ),
  ...'/api/code.ANY.ts /api/code /api/old /api/old.GET.json.bak /api/posts /api/posts.CRUD.json'.split(
    ' ',
  ),
  ...'/api/spec /api/spec.SPEC.yaml /api/orders.MOCK.yaml /api/limited.MOCK.json'.split(' '),
  ...'/api/users /api/users/ //api/users /api/%75sers /api/users/7 /api/users/7/ /api/users/me'.split(
    ' ',
  ),
  ...'/api/users/7?q=owls /api/users/%2F%22%3C%5C?q=%22%3C%5C /api/users/7/posts/8 /api/users/7/posts'.split(
    ' ',
  ),
  ...'/api/users/abc /api/users/__proto__ /api/users/constructor /api/users/%C5%BD /api/users/7?q=1&q=2&r='.split(
    ' ',
  ),
  ...'/api/search /api/search?q=owls /api/search?q=owls&page=2 /api/search?page=2&q=owls /api/search?q=a%26b'.split(
    ' ',
  ),
  ...'/api/search?q=a&b /api/search?q=OWLS /api/files/a /api/files/a/b%20c?x=1 /api/files /api/files/%2F'.split(
    ' ',
  ),
  ...'/api/any/ /api/any /api/any/x /api/any/x/y /api/page /api/page?q=%22%3Cb%3E%26%27 /api/feed?q=%3C%22%26'.split(
    ' ',
  ),
  ...'/api/app?q=%3Cscript%3E /api/logo /api/tea /api/none /api/moved /api/with%20space/7 /api/with+space/7'.split(
    ' ',
  ),
  ...'/api/%C5%BElu%C5%A5 /api/__proto__ /api/[id].txt /api/%5Bid%5D.txt /api/x.txt /api/dice /api/dice'.split(
    ' ',
  ),
  ...repeat(5, '/api/job'),
  ...repeat(12, 'POST /api/pay'),
  ...repeat(3, '/api/limited'),
  ...repeat(3, '/api/orders'),
  ...'/users /tea /code /job /none /logo /head /orders /nope'
    .split(' ')
    .map((path) => `HEAD /api${path}`),
  ...'/users /tea /opts /head /orders /nope /code'.split(' ').map((path) => `OPTIONS /api${path}`),
  ...'/users /users/7 /search /orders /nope /reset'.split(' ').map((path) => `DELETE /api${path}`),
  'POST /api/reset',
  'PATCH /api/orders',
  'QUERY /api/query',
  read('/api/users', { 'Webstand-Session': 'x' }),
  ...repeat(2, read('/api/job', { 'Webstand-Session': 'a' })),
  read('/api/job', { Cookie: 'webstand-session=b' }),
  read('/api/dice', { 'Webstand-Session': 'a' }),
  prefer('/api/users/7', 'code=404'),
  prefer('/api/users/7', 'example=missing'),
  prefer('/api/users/7', 'example=nope'),
  prefer('/api/users/7', 'code=500, example="missing"'),
  prefer('/api/job', 'code=200'),
  prefer('/api/dice', 'seed=1'),
  prefer('/api/dice', 'seed=1'),
  prefer('/api/dice', 'seed=2'),
  prefer('/api/users', 'wait=0.01'),
  prefer('/api/users', 'wait=soon, ,"'),
  read('/api/orders', { 'X-Tier': 'vip', Cookie: 'sid=1' }),
  read('/api/orders', { 'X-Tier': 'vip' }),
  read('/api/orders?sort=date-desc', {}),
  read('/api/orders?sort=%0d%0aX:%201', {}),
  read('/api/orders?sort=date%0d%0aX:%201%C5%BD', {}),
  read('/api/logo', { Range: 'bytes=1-3' }),
  read('/api/logo', { Range: 'bytes=-2' }),
  read('/api/logo', { Range: 'bytes=99-' }),
  read('/api/users', { 'If-None-Match': '*' }),
  read('/api/users', { 'If-Match': '"x"' }),
  read('/api/tea', { Range: 'bytes=0-1', 'If-None-Match': '*' }),
  read('/api/nope', { Accept: 'text/html' }),
  read('/api/nope', { Accept: 'text/plain' }),
  send('POST', '/api/users', '{"name":"Ada"}'),
  send('POST', '/api/users', '{"name":{"__proto__":1}}'),
  send('POST', '/api/users', '{"name":'),
  send('POST', '/api/users', 'name=Ada+L', form),
  send('POST', '/api/users', 'Ada', text),
  send('PUT', '/api/users/7', '{"items":[{"n":1}]}'),
  send('PUT', '/api/users/7', '[1,2'),
  send('PUT', '/api/users/7', '"ž\u2028"'),
  send('PATCH', '/api/users/7', '{}'),
  send('POST', '/api/orders', '{"user":{"role":"admin"},"items":[1,{"id":2}]}'),
  send('POST', '/api/orders', '{"user":{"role":"admin"},"items":[1,{"id":3}]}'),
  send('POST', '/api/orders', 'a=1&b=2', form),
  send('POST', '/api/orders', 'null'),
  send('PUT', '/api/orders', '{}'),
  { ...send('PUT', '/api/orders', '{}'), fields: { Prefer: 'example=raw' } },
  send('QUERY', '/api/query', '{"a":[1]}'),
]

/** What is asked, in this order: some answers depend on the ones before. */
export const requests: WireRequest[] = rows.map((row) => {
  if (typeof row !== 'string') return row
  const [method, target] = row.includes(' ') ? row.split(' ') : ['GET', row]
  return { method, target: target! }
})
