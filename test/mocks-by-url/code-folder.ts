import type { WireRequest } from '../conformance/client.ts'
import { form, read, send } from './requests.ts'

/** A folder whose routes are code, and what they pass on to. */
export const folder: Readonly<Record<string, string>> = {
  _headers: '/value/*\n  X-From: headers\n/response/fields\n  X-Own: headers\n',
  'value/text.GET.ts': 'export default () => "žluť"',
  'value/json.GET.ts': 'export default async () => ({ a: [1, null, "ž"], at: new Date(0) })',
  'value/list.GET.mjs': 'export default () => []',
  'value/zero.GET.js': 'export default () => 0',
  'value/false.GET.ts': 'export default () => false',
  'value/empty.GET.ts': 'export default () => ""',
  'value/null.GET.ts': 'export default () => null',
  'value/nothing.GET.ts': 'export default () => {}',
  'value/made.POST.201.ts': 'export default () => ({ made: true })',
  'value/gone.DELETE.204.ts': 'export default () => "never sent"',
  'value/teapot.GET.418.ts': 'export default () => undefined',
  'value/symbol.GET.ts': 'export default () => Symbol("no JSON")',
  'value/circle.GET.ts': 'export default () => { const a = {}; a.a = a; return a }',
  'value/big.GET.ts': 'export default () => ({ n: 1n })',

  'response/fields.GET.ts': `export default () => new Response('<p>', { status: 203, headers: [
    ['Content-Type', 'text/html'], ['Set-Cookie', 'a=1'], ['Set-Cookie', 'b=2'], ['X-Own', 'code'], ['Cache-Control', 'max-age=5'] ] })`,
  'response/json.GET.ts': 'export default () => Response.json({ a: 1 }, { status: 202 })',
  'response/moved.GET.ts':
    'export default () => new Response(null, { status: 302, headers: { Location: "/hello.txt" } })',
  'response/bytes.GET.ts': 'export default () => new Response(new Uint8Array([0, 255, 1]))',
  'response/none.GET.ts': 'export default () => new Response(null, { status: 204 })',
  'response/stream.GET.ts': `export default () => {
    const encoder = new TextEncoder()
    let left = 3
    return new Response(new ReadableStream({ pull(controller) {
      if (left === 0) controller.close()
      else controller.enqueue(encoder.encode(\`piece \${left--}\\n\`))
    } }), { headers: { 'Content-Type': 'text/plain' } })
  }`,

  'method/any.ANY.ts': `export const GET = (request: Request) => request.method
export async function PUT(request: Request) { return (await request.text()).length }
export const QUERY = () => 'asked'`,
  'method/all.ANY.ts': `export const POST = () => 'posted'
export default (request: Request) => 'other ' + request.method`,
  'method/head.ANY.ts': `export const GET = () => 'get'
export const HEAD = () => new Response(null, { headers: { 'X-Head': 'own' } })`,
  'method/options.ANY.ts':
    'export const OPTIONS = () => new Response(null, { headers: { Allow: "ANYTHING" } })',
  'method/both.ANY.ts': 'export const GET = () => "code"',
  'method/both.POST.json': '"canned"',
  'method/named.PUT.ts': 'export const PUT = () => "by its name"',
  'method/none.GET.ts': 'export const answer = 42',

  'told/[id].GET.ts': `import type { RouteContext } from 'webstand'
export default (request: Request, { params, query }: RouteContext<{ id: string }>) =>
  ({ params, id: params.id, q: query.getAll('q'), path: new URL(request.url).pathname, own: Object.keys(params) })`,
  'told/rest/[...path].GET.ts': 'export default (_, { params }) => params',
  'told/optional/[[...path]].GET.ts': 'export default (_, { params }) => params',
  'told/field.GET.ts': 'export default ({ headers }) => [headers.get("x-a"), headers.get("x-b")]',
  'told/json.POST.ts': 'export default async (request) => ({ got: await request.json() })',
  'told/form.POST.ts': 'export default async (request) => [...(await request.formData())]',
  'told/bytes.POST.ts':
    'export default async (request) => [...new Uint8Array(await request.arrayBuffer())]',
  'told/twice.POST.ts':
    'export default async (request) => [await request.clone().text(), await request.text()]',

  'chosen(q=1).GET.ts': 'export default () => "code for q=1"',
  'chosen.GET.txt': 'canned',
  'step(1).GET.ts': 'export default () => "first"',
  'step(2).GET.txt': 'then',

  'hello.txt': 'hello',
  'hello.txt.GET.ts': 'export default (_, { next }) => next()',
  'plan.txt': 'the plan',
  'plan.txt.ANY.ts': `export default async (request, { next }) => {
    if (request.headers.get('Authorization') !== 'Bearer owl') return new Response('who?', { status: 401 })
    return next()
  }`,
  'page.html': '<p>page</p>',
  'page.html.GET.ts': `export default async (_, { next }) => {
    const response = await next()
    return new Response((await response.text()).toUpperCase(), { headers: { 'Content-Type': 'text/html' } })
  }`,
  'twice.txt': 'twice',
  'twice.txt.GET.ts': `export default async (_, { next }) => {
    const [one, other] = [await next(), await next()]
    return { isSame: one === other, status: one.status, text: await one.text() }
  }`,
  'deep/[id].GET.ts': `export default async (_, { next }) => ({ rest: await (await next()).text() })`,
  'deep/[...all].GET.txt': 'all={{params.all}}',
  'absent.GET.ts': 'export default (_, { next }) => next()',

  'fails/now.GET.ts': 'export default () => { throw new Error("SECRET") }',
  'fails/later.GET.ts': 'export default async () => { await null; throw new Error("SECRET") }',
  'fails/text.GET.ts': 'export default () => { throw "SECRET" }',

  'uses/helper.GET.ts': 'import { name } from "./lib/name.ts"\nexport default () => name',
  'uses/lib/name.ts':
    'import { deep } from "./deep.ts"\nexport const name: string = "helper of " + deep',
  'uses/lib/deep.ts': 'export const deep = "deep"',
  'uses/counts.GET.ts': 'let count = 0\nexport default () => ++count',
  'uses/web.GET.ts': `export default async () => {
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode('owl'))
    return [new Uint8Array(digest).length, structuredClone({ a: 1 }), atob('b3ds')]
  }`,
}

/** A request, and the status and the text that it is answered with. */
type Row = readonly [request: string | WireRequest, status: number, text?: string | RegExp]

export const rows: readonly Row[] = [
  ['/value/text', 200, 'žluť'],
  ['/value/json', 200, '{"a":[1,null,"ž"],"at":"1970-01-01T00:00:00.000Z"}'],
  ['/value/list', 200, '[]'],
  ['/value/zero', 200, '0'],
  ['/value/false', 200, 'false'],
  ['/value/empty', 200, ''],
  ['/value/null', 204, ''],
  ['/value/nothing', 204, ''],
  ['POST /value/made', 201, '{"made":true}'],
  ['DELETE /value/gone', 204, ''],
  ['/value/teapot', 418, ''],
  ['/value/symbol', 500, /Something went wrong/],
  ['/value/circle', 500, /Something went wrong/],
  ['/value/big', 500, /Something went wrong/],
  ['HEAD /value/json', 200, ''],
  ['HEAD /value/nothing', 204, ''],
  ['/response/fields', 203, '<p>'],
  ['HEAD /response/fields', 203, ''],
  ['/response/json', 202, '{"a":1}'],
  ['/response/moved', 302, ''],
  ['/response/bytes', 200, '\x00ÿ\x01'],
  ['/response/none', 204, ''],
  ['/response/stream', 200, 'piece 3\npiece 2\npiece 1\n'],
  ['HEAD /response/stream', 200, ''],
  ['/method/any', 200, 'GET'],
  ['HEAD /method/any', 200, ''],
  [send('PUT', '/method/any', 'ž'.repeat(70_000)), 200, '70000'],
  ['QUERY /method/any', 200, 'asked'],
  ['DELETE /method/any', 405, /GET, PUT, HEAD, OPTIONS, QUERY/],
  ['OPTIONS /method/any', 204, ''],
  ['POST /method/all', 200, 'posted'],
  ['PATCH /method/all', 200, 'other PATCH'],
  ['OPTIONS /method/all', 200, 'other OPTIONS'],
  ['HEAD /method/all', 200, ''],
  ['HEAD /method/head', 200, ''],
  ['OPTIONS /method/options', 200, ''],
  ['/method/both', 200, 'code'],
  ['POST /method/both', 200, '"canned"'],
  ['PUT /method/both', 405, /GET, POST, HEAD, OPTIONS/],
  ['PUT /method/named', 200, 'by its name'],
  ['/method/named', 405],
  ['/method/none', 500],
  [
    '/told/7?q=a&q=b',
    200,
    '{"params":{"id":"7"},"id":"7","q":["a","b"],"path":"/told/7","own":["id"]}',
  ],
  ['/told/%C5%BE%2F%3C?q=', 200, /^\{"params":\{"id":"ž\/<"\},"id":"ž\/<","q":\[""\]/],
  ['/told/__proto__', 200, /"id":"__proto__"/],
  ['/told/rest/a/b%20c', 200, '{"path":"a/b c"}'],
  ['/told/rest', 307], // a folder goes before a route with parameters
  ['/told/optional/', 200, '{"path":""}'],
  ['/told/optional/a', 200, '{"path":"a"}'],
  [read('/told/field', { 'X-A': 'a', 'X-B': ['1', '2'] }), 200, '["a","1, 2"]'],
  [send('POST', '/told/json', '{"a":{"__proto__":1}}'), 200, '{"got":{"a":{"__proto__":1}}}'],
  [send('POST', '/told/json', '{"a":'), 500, /Something went wrong/],
  [send('POST', '/told/json', ''), 500],
  [
    send('POST', '/told/form', 'a=1&b=%C5%BE+x&a=2', form),
    200,
    '[["a","1"],["b","ž x"],["a","2"]]',
  ],
  [send('POST', '/told/form', '{}'), 500],
  [send('POST', '/told/bytes', 'ž'), 200, '[197,190]'],
  [send('POST', '/told/twice', 'x'), 200, '["x","x"]'],
  ['/chosen', 200, 'canned'],
  ['/chosen?q=1', 200, 'code for q=1'],
  ['/step', 200, 'first'],
  ['/step', 200, 'then'],
  ['/hello.txt', 200, 'hello'],
  ['HEAD /hello.txt', 200, ''],
  ['POST /hello.txt', 405],
  [read('/hello.txt', { Range: 'bytes=1-2' }), 206, 'el'],
  [read('/hello.txt', { 'If-None-Match': '*' }), 304, ''],
  ['/plan.txt', 401, 'who?'],
  [read('/plan.txt', { Authorization: 'Bearer owl' }), 200, 'the plan'],
  ['/page.html', 200, '<P>PAGE</P>'],
  ['/twice.txt', 200, '{"isSame":true,"status":200,"text":"twice"}'],
  ['/deep/7', 200, '{"rest":"all=7"}'],
  ['/deep/7/8', 200, 'all=7/8'],
  ['/absent', 404],
  ['/fails/now', 500, /Something went wrong/],
  ['/fails/later', 500, /Something went wrong/],
  ['/fails/text', 500, /Something went wrong/],
  ['/uses/helper', 200, 'helper of deep'],
  ['/uses/counts', 200, '1'],
  ['/uses/counts', 200, '2'],
  ['/uses/web', 200, '[32,{"a":1},"owl"]'],
  ['/hello.txt.GET.ts', 404],
  ['/value/text.GET.ts', 404],
]
