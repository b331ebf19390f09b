import { describe, expect, test } from 'vitest'
import { parseYaml } from '../../../src/cli/yaml.ts'
import { type App, createApp, memoryFiles, readSite } from '../../../src/index.ts'

type Files = Parameters<typeof memoryFiles>[0]

async function appOf(
  files: Files,
): Promise<{ app: App; mistakes: readonly object[]; errors: unknown[] }> {
  const source = memoryFiles(files)
  const site = await readSite(source, { parseYaml })
  const errors: unknown[] = []
  // As a build has it: everything that is known of a site can be written as JSON.
  const app = createApp({
    source,
    site: JSON.parse(JSON.stringify(site)),
    onError: (error) => errors.push(error),
  })
  return { app, mistakes: site.mistakes, errors }
}

async function answers(app: App, path: string, init: RequestInit = {}, count = 1) {
  const seen: string[] = []
  for (let at = 0; at < count; at++) {
    const response = await app.request(path, init)
    seen.push(`${response.status} ${await response.text()}`)
  }
  return count === 1 ? seen[0] : seen
}

const orders = `
- name: cats
  when:
    query: { q: cats }
  body: [{ name: Tom }]
- when:
    query: { q: { like: '*dog*' } }
  body: dogs
- when:
    headers: { X-Role: admin, accept: { like: 'application/*' } }
  body: { role: admin }
- when:
    cookies: { theme: dark, sid: { exists: true } }
  body: dark
- method: POST
  when:
    body: { user.role: admin, 'items[0].id': 7 }
  status: 201
  headers: { Location: '/orders/{{body.items[0].id}}', Set-Cookie: [a=1, 'b={{cookies.sid}}'], X-N: 3 }
  body: { id: '{{body.items[0].id}}', at: '{{params.none}}' }
- method: POST
  when: { body: { $: { like: 'hello*' } } }
  body: said hello
- method: POST
  when: { body: { tags: [a, { b: null }] } }
  body: deep
- method: POST
  status: 422
- status: 200
  body: everything
`

describe('a MOCK.yaml file', () => {
  const rows: [method: string, path: string, init: RequestInit, expected: string][] = [
    ['GET', '/orders', {}, '200 everything'],
    ['GET', '/orders?q=cats', {}, '200 [{"name":"Tom"}]'],
    ['GET', '/orders?q=hotdogs', {}, '200 dogs'],
    ['GET', '/orders?q=birds', {}, '200 everything'],
    ['GET', '/orders?q=birds', { headers: { Prefer: 'example=cats' } }, '200 [{"name":"Tom"}]'],
    [
      'GET',
      '/orders',
      { headers: { 'x-role': 'admin', Accept: 'application/json' } },
      '200 {"role":"admin"}',
    ],
    ['GET', '/orders', { headers: { 'x-role': 'admin', Accept: 'text/html' } }, '200 everything'],
    ['GET', '/orders', { headers: { Cookie: 'theme=dark; sid=1' } }, '200 dark'],
    ['GET', '/orders', { headers: { Cookie: 'theme=dark' } }, '200 everything'],
    [
      'POST',
      '/orders',
      { body: '{"user":{"role":"admin"},"items":[{"id":7}]}' },
      '201 {"id":7,"at":null}',
    ],
    ['POST', '/orders', { body: '{"user":{"role":"admin"},"items":[{"id":"7"}]}' }, '422 '],
    ['POST', '/orders', { body: '{"user":{"__proto__":{"role":"admin"}}}' }, '422 '],
    ['POST', '/orders', { body: '{"tags":["a",{"b":null}]}' }, '200 deep'],
    ['POST', '/orders', { body: '{"tags":["a",{"b":null},1]}' }, '422 '],
    ['POST', '/orders', { body: '{"tags":' }, '422 '],
    ['POST', '/orders', {}, '422 '],
    [
      'POST',
      '/orders',
      { body: 'hello you', headers: { 'Content-Type': 'text/plain' } },
      '200 said hello',
    ],
  ]
  test.each(rows)('answers %s %s %j', async (method, path, init, expected) => {
    const { app, mistakes } = await appOf({ 'orders.MOCK.yaml': orders })
    expect(mistakes).toEqual([])
    const headers = { 'Content-Type': 'application/json', ...init.headers }
    expect(await answers(app, path, { method, ...init, headers })).toBe(expected)
  })

  test('sends fields, several of a name, filled in, and nothing that ends a line', async () => {
    const { app } = await appOf({ 'orders.MOCK.yaml': orders })
    const response = await app.request('/orders', {
      method: 'POST',
      body: '{"user":{"role":"admin"},"items":[{"id":7}]}',
      headers: { 'Content-Type': 'application/json', Cookie: 'sid=ab\u00e9' },
    })
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=ab%C3%A9'])
    expect([response.headers.get('location'), response.headers.get('x-n')]).toEqual([
      '/orders/7',
      '3',
    ])
    const own = await appOf({
      'x.MOCK.json': '[{"headers":{"X-A":"ž \\u0001\\ud800","X-B":["ž"]}}]',
    })
    const said = (await own.app.request('/x')).headers
    expect([said.get('x-a'), said.get('x-b')]).toEqual(['%C5%BE %01%EF%BF%BD', '%C5%BE'])
    const half = await appOf({
      'x.MOCK.json': '[{"method":"POST","headers":{"X-A":"{{body.a}}"}}]',
    })
    const halved = await half.app.request('/x', { method: 'POST', body: '{"a":"\\ud800"}' })
    expect(halved.headers.get('x-a')).toBe('%EF%BF%BD')
    const evil = await appOf({ 'x.MOCK.json': '[{"headers":{"X-A":"a{{query.q}}"}}]' })
    const answer = await evil.app.request('/x?q=%0d%0aSet-Cookie:%20x=1%00%C5%BD%F0%9F%98%80')
    expect(answer.headers.get('x-a')).toBe('a%0D%0ASet-Cookie: x=1%00%C5%BD%F0%9F%98%80')
  })

  test('works with what other files say of the same route', async () => {
    const { app, mistakes } = await appOf({
      'x.GET.json': '"from the file"',
      'x.MOCK.json': '[{"when":{"query":{"a":1}},"body":"one"},{"method":"ANY","body":"any"}]',
    })
    expect(mistakes).toEqual([])
    expect(await answers(app, '/x')).toBe('200 "from the file"')
    expect(await answers(app, '/x?a=1')).toBe('200 one')
    expect(await answers(app, '/x', { method: 'DELETE' })).toBe('200 any')
  })

  test('may share fields between its answers, and begin with a byte order mark', async () => {
    const { app, mistakes } = await appOf({
      'x.MOCK.yaml':
        '\uFEFF- &late { status: 202, headers: { X-A: 1 }, body: a }\n- { <<: *late, method: POST, body: b }',
    })
    expect(mistakes).toEqual([])
    expect(await answers(app, '/x', { method: 'POST' })).toBe('202 b')
  })

  test('is never sent itself', async () => {
    const { app } = await appOf({ 'x.MOCK.json': '[]', 'y.MOCK.yaml': '[]' })
    for (const path of ['/x', '/x.MOCK.json', '/y.MOCK.yaml'])
      expect(await answers(app, path)).toMatch(/^404/)
  })

  test('sends a file, as it is or under its own type, with ranges and validators', async () => {
    const { app, mistakes } = await appOf({
      'api/x.MOCK.yaml':
        '- file: ../data/a.json\n- method: POST\n  file: /data/a.json\n  headers: {content-type: text/plain}\n  template: false',
      'data/a.json': '["{{method}}"]',
    })
    expect(mistakes).toEqual([])
    expect(await answers(app, '/api/x')).toBe('200 ["GET"]')
    const post = await app.request('/api/x', { method: 'POST' })
    expect([post.headers.get('content-type'), await post.text()]).toEqual([
      'text/plain',
      '["{{method}}"]',
    ])
  })

  test('fills one file in as the type of each answer has it', async () => {
    const { app } = await appOf({
      'x.MOCK.yaml':
        '- { file: a.txt, headers: { Content-Type: text/plain } }\n- { name: page, file: a.txt, headers: { Content-Type: text/html } }',
      'a.txt': '{{query.q}}',
    })
    expect(await answers(app, '/x?q=%3Cb%3E')).toBe('200 <b>')
    const headers = { Prefer: 'example=page' }
    expect(await answers(app, '/x?q=%3Cb%3E', { headers })).toBe('200 &lt;b&gt;')
  })

  test('gives each of its files a tag of its own, also where they have the same size and age', async () => {
    const { app } = await appOf({
      'x.MOCK.yaml': '- {times: 1, file: a.txt}\n- {file: b.txt}',
      'a.txt': 'one',
      'b.txt': 'two',
    })
    const first = await app.request('/x')
    const headers = { 'If-None-Match': first.headers.get('etag')! }
    const second = await app.request('/x', { headers })
    expect([second.status, await second.text()]).toEqual([200, 'two'])
    const tag = { 'If-None-Match': second.headers.get('etag')! }
    expect((await app.request('/x', { headers: tag })).status).toBe(304)
  })

  test('may say its own entity tag, which conditions hold it to', async () => {
    const { app } = await appOf({ 'a.MOCK.yaml': `[{headers: {etag: '"v1"'}, body: a}]` })
    const asked = (etag: string) => app.request('/a', { headers: { 'If-None-Match': etag } })
    expect((await asked('"v0"')).headers.get('etag')).toBe('"v1"')
    expect((await asked('W/"v1"')).status).toBe(304) // RFC 9110 §13.1.2 compares weakly
    expect((await app.request('/a', { headers: { 'If-Match': '"v0"' } })).status).toBe(412)
  })

  test('puts a field in the place of its default, in any case', async () => {
    const { app } = await appOf({
      'a.MOCK.yaml': '[{headers: {cache-control: max-age=60}, body: a}]',
    })
    expect((await app.request('/a')).headers.get('cache-control')).toBe('max-age=60')
  })

  test('says its own type of a body, and how that is escaped', async () => {
    const { app } = await appOf({
      'x.MOCK.yaml':
        '- headers: { Content-Type: text/html }\n  body: <p>{{query.q}}</p>\n- method: POST\n  template: false\n  body: "{{query.q}}"',
    })
    const response = await app.request('/x?q=%3Cb%3E')
    expect(response.headers.get('content-type')).toBe('text/html')
    expect(await response.text()).toBe('<p>&lt;b&gt;</p>')
    expect(await answers(app, '/x?q=1', { method: 'POST' })).toBe('200 {{query.q}}')
  })

  test('says its own type of a body as a list of one line too', async () => {
    const { app } = await appOf({
      'x.MOCK.yaml': '[{headers: {Content-Type: [text/html]}, body: x}]',
    })
    expect((await app.request('/x')).headers.get('content-type')).toBe('text/html')
  })

  test('goes through answers that are limited by times, then on to what is left', async () => {
    const { app } = await appOf({
      'job.MOCK.yaml': '- {times: 2, status: 503}\n- {times: 1, status: 202}\n- {body: done}',
      'once.MOCK.yaml': '- {times: 1, body: only}',
      'steps.MOCK.yaml': '- {step: 2, body: b}\n- {step: 1, times: 2, body: a}',
    })
    expect(await answers(app, '/job', {}, 5)).toEqual([
      '503 ',
      '503 ',
      '202 ',
      '200 done',
      '200 done',
    ])
    expect(await answers(app, '/steps', {}, 4)).toEqual(['200 a', '200 a', '200 b', '200 b'])
    expect((await answers(app, '/once', {}, 2))?.[0]).toBe('200 only')
    const request = new Request('http://localhost/once')
    const { response, notes } = await app.explain(request)
    expect([response.status, notes.at(-1)?.reason]).toEqual([
      404,
      'GET /once: its sequence is over',
    ])
  })

  test.each<Files>([
    { 'x.MOCK.yaml': '[{fault: {limit: 1/1h}}, {status: 429, body: {retry: "{{method}}"}}]' },
    { 'x.MOCK.yaml': '[{fault: {limit: 1/1h}}]', 'x.GET.429.json': '{"retry":"{{method}}"}' },
  ])('answers with the 429 of the route over its limit: %j', async (files) => {
    const { app, mistakes } = await appOf(files)
    expect(mistakes).toEqual([])
    expect(await answers(app, '/x')).toBe('200 ')
    const over = await app.request('/x')
    expect([over.status, await over.json()]).toEqual([429, { retry: 'GET' }])
    expect(Number(over.headers.get('Retry-After'))).toBeGreaterThan(3590)
  })

  test('counts answers of another limit apart', async () => {
    const { app } = await appOf({
      'x.MOCK.yaml': '[{fault: {limit: 2/1h}}, {when: {query: {q: 1}}, fault: {limit: 1/1h}}]',
    })
    expect(await answers(app, '/x?q=1')).toBe('200 ')
    expect((await app.request('/x?q=1')).status).toBe(429)
    expect(await answers(app, '/x', {}, 2)).toEqual(['200 ', '200 '])
    expect((await app.request('/x')).status).toBe(429)
  })

  test.each([
    ['{drop: true}', 1, 'x.MOCK.yaml  dropped the connection'],
    ['{cut: 2}', 1, 'x.MOCK.yaml  cut after 2 bytes'],
    ['{limit: 1/1h}', 2, 'x.MOCK.yaml  over its limit of 1 in 3600 s'],
  ])('says which file has the fault %s', async (fault, asked, reason) => {
    const { app } = await appOf({ 'x.MOCK.yaml': `- {body: hello, fault: ${fault}}` })
    const request = () => app.explain(new Request('http://localhost/x'))
    for (let before = 1; before < asked; before++) await request()
    const { notes } = await request()
    expect(notes.at(-1)).toEqual({ step: 'route', reason })
  })

  test('answers 304 and 204 without content, and 200 without a body with a length', async () => {
    const { app } = await appOf({ 'x.MOCK.yaml': '- {status: 204}\n- {method: POST, status: 200}' })
    const get = await app.request('/x')
    expect([get.status, get.headers.get('content-length')]).toEqual([204, null])
    const post = await app.request('/x', { method: 'POST' })
    expect([post.status, post.headers.get('content-length')]).toEqual([200, '0'])
  })
})

describe('a condition', () => {
  const types = {
    json: 'application/json',
    form: 'application/x-www-form-urlencoded',
    text: 'text/plain;charset=UTF-8',
    parts: 'multipart/form-data; boundary=x',
  }
  const parts = (...fields: string[]) =>
    fields
      .map((field) => `--x\r\nContent-Disposition: form-data; ${field}\r\n`)
      .join('')
      .concat('--x--\r\n')
  const rows: [body: string, type: keyof typeof types, sent: string, holds: boolean][] = [
    ['{a: 1}', 'json', '{"a":1}', true],
    ['{a: 1}', 'json', '{"a":"1"}', false],
    ['{a: 1}', 'text', '{"a":1}', true], // as fetch sends a string
    ['{a: 1}', 'form', '{"a":1}', true], // as curl -d does
    ['{a: 1}', 'text', '\ufeff {"a":1}', true],
    ['{a: 1}', 'text', '{"a":1', false],
    ['{a: 1}', 'form', 'a=1', true], // a form has no numbers
    ['{a: true}', 'form', 'a=true', true],
    ['{a: 2}', 'form', 'a=1&a=2', true], // one of several
    ['{"a[1]": 2}', 'form', 'a=1&a=2', true],
    ['{"a[0]": 2}', 'form', 'a=1&a=2', false],
    ['{"user[name]": Ada}', 'form', 'user%5Bname%5D=Ada', true],
    ['{user.name: Ada}', 'form', 'user.name=Ada', true],
    ['{user.name: Ada}', 'json', '{"user.name":"Ada"}', true],
    ['{a: {exists: true}}', 'form', '__proto__=1', false],
    ['{__proto__: {exists: true}}', 'form', 'a=1', false],
    ['{a: hello}', 'parts', parts('name="a"\r\n\r\nhello'), true],
    ['{f.name: x.png}', 'parts', parts('name="f"; filename="x.png"\r\n\r\n123'), true],
    ['{f.size: 3}', 'parts', parts('name="f"; filename="x.png"\r\n\r\n123'), true],
    ['{a: hello}', 'parts', 'no parts', false],
    ['{$: {like: "*hello*"}}', 'parts', 'no parts, but hello', true],
    ['{$: {like: "*\\"a\\":1*"}}', 'json', '{"a":1}', true],
    ['{$: {a: 1}}', 'json', '{"a":1}', true],
    ['{$: "{\\"a\\":"}', 'json', '{"a":', true], // as it was sent
    ['{$: {exists: true}}', 'text', '', false],
    ['{a: {not: 1}}', 'json', '{"a":2}', true],
    ['{a: {not: 1}}', 'json', '{"a":1}', false],
    ['{a: {not: 1}}', 'json', '{}', true],
    ['{a: {not: {like: "x*"}}}', 'json', '{"a":"xy"}', false],
    ['{a: {not: {not: 1}}}', 'json', '{"a":1}', true],
    ['{a: {not: {exists: true}}}', 'json', '{"a":null}', false],
  ]
  test.each(rows)('on a body %s, sent as %s %j: %s', async (body, type, sent, holds) => {
    const list = `[{method: POST, when: {body: ${body.replaceAll('\\\\', '\\')}}, body: yes}]`
    const { app, mistakes } = await appOf({ 'a.MOCK.yaml': list })
    expect(mistakes).toEqual([])
    const headers = { 'Content-Type': types[type] }
    const response = await app.request('/a', { method: 'POST', headers, body: sent })
    expect(response.status).toBe(holds ? 200 : 404)
  })

  test.each([
    ['params: {id: 7}', '/a/7', 200],
    ['params: {id: {like: "7*"}}', '/a/8', 404],
    ['params: {constructor: {exists: true}}', '/a/7', 404],
    ['query: {q: {not: owls}}', '/a/7?q=cats', 200],
    ['query: {q: {not: owls}}', '/a/7?q=cats&q=owls', 404],
    ['query: {id: [1, 2]}', '/a/7?id=2&id=3&id=1', 200],
    ['query: {id: [1, 2]}', '/a/7?id=2', 404],
    ['query: {id: [1, {not: 2}]}', '/a/7?id=1&id=2', 404],
    ['query: {"filter[id]": 7}', '/a/7?filter%5Bid%5D=7', 200],
    ['headers: {x-a: {not: b}}', '/a/7', 200],
  ])('%s, asked for %s, is %i', async (when, path, status) => {
    const { app, mistakes } = await appOf({ 'a/[id].MOCK.yaml': `[{when: {${when}}, body: yes}]` })
    expect(mistakes).toEqual([])
    expect((await app.request(path)).status).toBe(status)
  })
})

describe('a mistake in a MOCK file names the file, the line and what was expected', () => {
  const rows: [text: string, line: number | undefined, message: string][] = [
    ['- {', 1, 'expected YAML: '],
    ['a: [1', 1, 'expected YAML: '],
    ['\n\n- body: *nope', undefined, 'expected YAML: '],
    ['status: 200', 1, 'expected a list of answers, 1000 at most: put "- " before its first field'],
    ['', undefined, 'expected a list of answers'],
    ['- 5', 1, 'answer 1: expected fields such as status and body'],
    ['- body: x\n- stauts: 200', 2, 'answer 2: expected no field "stauts", but name'],
    ['- __proto__: 1', 1, 'answer 1: expected no field "__proto__"'],
    ['- constructor: 1', 1, 'answer 1: expected no field "constructor"'],
    ['- body: x\n  status: 99', 2, 'answer 1: expected status to be 200 to 599'],
    ['- status: "200"', 1, 'answer 1: expected status to be 200 to 599'],
    ['- method: get', 1, 'answer 1: expected method to be ANY or one of GET POST'],
    ['- when: q', 1, 'answer 1: expected when to have params, query, headers, cookies, body'],
    [
      '- when:\n    url: { a: 1 }',
      2,
      'answer 1: expected when to have params, query, headers, cookies, body, each with names',
    ],
    [
      '- when:\n    query:\n      q: [[1]]',
      3,
      'answer 1: expected query q to be a value, {like: a*}, {exists: true} or {not: a}',
    ],
    ['- when:\n    query:\n      q: { like: 1 }', 3, 'answer 1: expected query q'],
    ['- when:\n    headers:\n      "a b": 1', 3, 'answer 1: expected headers a b'],
    [`- when: { query: { q: { like: '${'*'.repeat(501)}' } } }`, 1, 'answer 1: expected query q'],
    ['- headers: []', 1, 'answer 1: expected headers to be names with their values'],
    ['- headers:\n    "a b": 1', 2, 'answer 1: expected no field "a b"'],
    ['- headers:\n    Content-Length: 1', 2, 'answer 1: expected no field "Content-Length"'],
    [
      '- headers:\n    A: "x\\r\\nB: 1"',
      2,
      'answer 1: expected A to be a line of text, or a list of them',
    ],
    ['- headers:\n    A: {}', 2, 'answer 1: expected A to be a line of text'],
    ['- body: 1\n  file: a.json', 2, 'answer 1: expected a body or a file, not both'],
    ['- status: 204\n  body: 1', 2, 'answer 1: expected no content: 204 carries none'],
    ['- file: ../../x', 1, 'answer 1: expected file to be the path of a file in this folder'],
    ['- file: nope.json', undefined, 'expected a file "api/nope.json": there is none'],
    ['- delay: soon', 1, 'answer 1: expected delay to be milliseconds'],
    ['- delay: -1', 1, 'answer 1: expected delay'],
    ['- delay: [500, 100]', 1, 'answer 1: expected delay'],
    ['- delay: .nan', 1, 'answer 1: expected delay'],
    ['- delay: 1e9', 1, 'answer 1: expected delay'],
    ['- fault: explode', 1, 'answer 1: expected fault to be drop, cut, drip'],
    ['- fault: { limit: 5 }', 1, 'answer 1: expected fault'],
    ['- fault: { limit: 5/0s }', 1, 'answer 1: expected fault'],
    ['- fault: { cut: -1 }', 1, 'answer 1: expected fault'],
    ['- fault: { drip: { speed: 1 } }', 1, 'answer 1: expected fault'],
    ['- times: 0', 1, 'answer 1: expected times to be a number from 1'],
    ['- step: 1.5', 1, 'answer 1: expected step'],
    ['- weight: 101', 1, 'answer 1: expected weight to be 0% to 100%'],
    ["- weight: '%'", 1, 'answer 1: expected weight to be 0% to 100%'],
    ["- weight: ' '", 1, 'answer 1: expected weight to be 0% to 100%'],
    ["- weight: '0x10'", 1, 'answer 1: expected weight to be 0% to 100%'],
    ['- weight: 1e1%', 1, 'answer 1: expected weight to be 0% to 100%'],
    ['- {weight: 5, times: 1}', 1, 'answer 1: expected one of weight and times'],
    ['- {weight: 5, step: 1}', 1, 'answer 1: expected one of weight and step'],
    ['- default: yes please', 1, 'answer 1: expected default to be true or false'],
    ['- template: 1', 1, 'answer 1: expected template to be true or false'],
    ['- name: ""', 1, 'answer 1: expected name to be a text'],
    [
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'.replace(/./g, (name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[at]}`).join()}]\n`)}`,
      undefined,
      'expected YAML: its aliases repeat too much',
    ],
    ['- &a\n  body: *a', undefined, 'expected YAML: an alias holds itself'],
    [
      `- body: ${'['.repeat(5000)}${']'.repeat(5000)}`,
      undefined,
      'expected YAML: it is nested too deeply',
    ],
    [
      `- body: ${'['.repeat(100)}${']'.repeat(100)}`,
      1,
      'answer 1: expected at most 100 levels of lists and objects',
    ],
    ['- status: 200\n  body: x\n  status: 404', 3, 'expected YAML: a key is there twice'],
    ['- body: a\n- body: {{params.id}}', 2, 'a template stands in quotes, "{{…}}"'],
    ['- {{body}}', 1, 'expected YAML: a key is a text'],
    ['- ? [a]\n  : b', 1, 'expected YAML: a key is a text'],
    ['- body: a\n---\n- body: b', 2, 'expected YAML: another document begins here'],
    ['-\tstatus: 200\n\tbody: a', 1, 'expected YAML: Tabs are not allowed as indentation'],
    ['- body: a\n- {method: POST}\n- body: b', 3, 'it says the same as an answer above it'],
  ]
  test.each(rows)('%j', async (text, line, message) => {
    const { app, mistakes } = await appOf({ 'api/x.MOCK.yaml': text, 'api/fine.GET.json': '1' })
    expect(mistakes).toHaveLength(1)
    expect(mistakes[0]).toMatchObject({
      file: 'api/x.MOCK.yaml',
      message: expect.stringContaining(message),
    })
    if (line !== undefined) expect(mistakes[0]).toMatchObject({ line })
    expect(await answers(app, '/api/fine')).toBe('200 1')
  })

  test('and does not stop the other answers', async () => {
    const { app, mistakes } = await appOf({
      'x.MOCK.yaml': '- {body: a}\n- {status: 5}\n- {method: PUT, body: b}',
    })
    expect(mistakes).toEqual([
      { file: 'x.MOCK.yaml', line: 2, message: 'answer 2: expected status to be 200 to 599' },
    ])
    expect(await answers(app, '/x')).toBe('200 a')
    expect(await answers(app, '/x', { method: 'PUT' })).toBe('200 b')
  })

  test('in JSON too, with its line', async () => {
    const bad = await appOf({ 'x.MOCK.json': '[\n  {"body": 1}\n  {"body": 2}\n]' })
    expect(bad.mistakes).toMatchObject([
      { file: 'x.MOCK.json', line: 3, message: expect.stringContaining('expected JSON') },
    ])
    const wrong = await appOf({ 'x.MOCK.json': '[\n  {"body": 1},\n  {"status": 1}\n]' })
    expect(wrong.mistakes).toMatchObject([
      { line: 3, message: 'answer 2: expected status to be 200 to 599' },
    ])
    const tabs = await appOf({ 'x.MOCK.json': '[\n\t{\n\t\t"status": 1\n\t}\n]' })
    expect(tabs.mistakes).toMatchObject([{ message: 'answer 1: expected status to be 200 to 599' }])
  })

  test('in JSON too, where a key is there twice', async () => {
    const text = '[\n  {\n    "status": 200,\n    "status": 404\n  }\n]'
    const { mistakes } = await appOf({ 'x.MOCK.json': text })
    expect(mistakes).toEqual([
      {
        file: 'x.MOCK.json',
        line: 4,
        message: 'expected JSON: "status" is there twice, at position 29',
      },
    ])
  })

  test.each(['yaml', 'json'])('in %s that is UTF-16', async (extension) => {
    const bytes = new Uint8Array(Buffer.from('\uFEFF[{"body":1}]', 'utf16le'))
    const { mistakes } = await appOf({ [`x.MOCK.${extension}`]: bytes })
    expect(mistakes).toEqual([
      { file: `x.MOCK.${extension}`, message: 'expected UTF-8, and it is UTF-16' },
    ])
  })

  test.each(['yaml', 'json'])('in %s that is Latin-1', async (extension) => {
    const bytes = new Uint8Array(Buffer.from('[{"body":"caf\u00e9"}]', 'latin1'))
    const { mistakes } = await appOf({ [`x.MOCK.${extension}`]: bytes })
    expect(mistakes).toEqual([{ file: `x.MOCK.${extension}`, message: 'expected UTF-8' }])
  })

  test('in JSON that is nested more deeply than it can be written again', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
    const { app, mistakes } = await appOf({
      'x.MOCK.json': `[{"body":${deep}},{"body":"fine"}]`,
      'y.MOCK.json': deep,
    })
    expect(mistakes).toEqual([
      {
        file: 'x.MOCK.json',
        message: 'answer 1: expected at most 100 levels of lists and objects',
      },
      { file: 'y.MOCK.json', message: 'answer 1: expected fields such as status and body' },
    ])
    expect(await answers(app, '/x')).toBe('200 fine')
  })

  test('as does YAML where nothing reads it', async () => {
    const { mistakes } = await readSite(memoryFiles({ 'x.MOCK.yaml': '[]' }))
    expect(mistakes).toEqual([
      { file: 'x.MOCK.yaml', message: 'expected JSON: nothing here reads YAML' },
    ])
  })

  test('and so does a file that is too large', async () => {
    const { mistakes } = await readSite(memoryFiles({ 'x.MOCK.json': ' '.repeat(1_048_577) }))
    expect(mistakes).toEqual([{ file: 'x.MOCK.json', message: 'expected at most 1048576 bytes' }])
  })
})

test('a pattern takes no long time, whatever it is', async () => {
  const { app } = await appOf({
    'x.MOCK.json': JSON.stringify([
      { when: { body: { $: { like: `${'*a'.repeat(240)}b` } } }, method: 'POST' },
    ]),
  })
  const body = 'a'.repeat(1_000_000)
  const started = performance.now()
  expect(
    await answers(app, '/x', { method: 'POST', body, headers: { 'Content-Type': 'text/plain' } }),
  ).toMatch(/^404/)
  expect(performance.now() - started).toBeLessThan(3000)
})
