import { describe, expect, test } from 'vitest'
import { roots } from '../../../src/core/mocks/template/expression.ts'
import { fakeKinds } from '../../../src/core/mocks/template/fake.ts'
import { createApp, memoryFiles } from '../../../src/index.ts'

/** What a file at `/x/[id]` answers to one request. */
async function answer(
  content: string,
  { extension = 'json', path = '/x/7', init = {} as RequestInit } = {},
) {
  const errors: unknown[] = []
  const app = createApp({
    source: memoryFiles({
      [`x/[id].GET.${extension}`]: content,
      [`x/[id].POST.${extension}`]: content,
    }),
    seed: '1',
    onError: (error) => errors.push(error),
  })
  const response = await app.request(path, init)
  return { status: response.status, text: await response.text(), errors }
}

const json = (body: unknown, type = 'application/json'): RequestInit => ({
  method: 'POST',
  body: typeof body === 'string' ? body : JSON.stringify(body),
  headers: { 'Content-Type': type, Cookie: 'sid=abc; theme=dark', 'X-Name': 'Zoë' },
})

describe('a list that is repeated', () => {
  const rows: [content: string, expected: unknown, path?: string][] = [
    [
      '{"a" : [ "{{ repeat 2 }}" , { "i" : "{{index}}", "t": "#{{index | add 1}}" } ] }',
      {
        a: [
          { i: 0, t: '#1' },
          { i: 1, t: '#2' },
        ],
      },
    ],
    ['["{{repeat 2}}", "{{index}}", 1]', ['{{repeat 2}}', '{{index}}', 1]], // two items
    ['["{{repeat 2}}"]', ['{{repeat 2}}']],
    ['[0, "{{repeat 2}}", 1]', [0, '{{repeat 2}}', 1]], // not the first
    ['{"{{repeat 2}}": 1}', { '{{repeat 2}}': 1 }],
    ['["{{repeat}}", 1]', ['{{repeat}}', 1]],
    ['["{{repeat many}}", 1]', ['{{repeat many}}', 1]],
    ['["{{repeat 1 2 3}}", 1]', ['{{repeat 1 2 3}}', 1]],
    ['["{{repeat query.n}}", 1]', [], '/x/7?n=-1'],
    ['["{{repeat query.n}}", 1]', [], '/x/7?n=many'],
    ['["{{repeat query.n}}", 1]', [1, 1], '/x/7?n=1.5'],
    ['["{{repeat 2}}", "]}[{,\\""]', [']}[{,"', ']}[{,"']],
    ['["{{repeat 2}}", ["{{repeat 2}}", "{{index}}"], "x"]', ['{{repeat 2}}', [0, 1], 'x']],
    [
      '["{{repeat 2}}", {"a": ["{{repeat 2}}", "{{index}}"], "b": "{{index}}"}]',
      [
        { a: [0, 1], b: 0 },
        { a: [0, 1], b: 1 },
      ],
    ],
    ['["{{repeat 1}}", "{{fake.city}} {{params.id}}"]', [expect.stringMatching(/ 7$/)]],
    ['["{{repeat 2}}", "{{query.from | int | add index}}"]', [5, 6], '/x/7?from=5'],
    ['{"i": "{{index}}", "r": "{{repeat 2}}"}', { i: '{{index}}', r: '{{repeat 2}}' }],
  ]
  test.each(rows)('%s is %j', async (content, expected, path = '/x/7') => {
    expect(JSON.parse((await answer(content, { path })).text)).toEqual(expected)
  })

  test('has ten thousand items at most, and an answer its bound', async () => {
    const many = await answer('["{{repeat query.n}}", 1]', { path: '/x/7?n=1e99' })
    expect(JSON.parse(many.text)).toHaveLength(10_000)
    const { status, errors } = await answer(nested('"{{fake.lorem}}"', 4, 9999))
    expect(status).toBe(500)
    expect(String(errors[0])).toContain('x/[id].GET.json')
  })

  test('is looked for in no long time, whatever is in a text', async () => {
    const deep = nested('1', 25_000, 1)
    expect((await answer(deep)).status).toBe(200)
    expect((await answer(deep.replaceAll(']', ',2]'))).status).toBe(200)
    expect((await answer(deep.slice(0, -30_000))).status).toBe(200)
  })
})

/** Lists that are repeated, in each other. */
function nested(item: string, depth: number, count: number): string {
  return `${`["{{repeat ${count}}}",`.repeat(depth)}${item}${']'.repeat(depth)}`
}

describe('a template in JSON', () => {
  const rows: [expression: string, expected: unknown, path?: string][] = [
    ['params.id', '7'],
    ['params.id | int', 7],
    ['params.nope', null],
    ['params', { id: '7' }],
    ['params.__proto__', null],
    ['params.constructor', null],
    ['query.q', 'a b', '/x/7?q=a+b'],
    ['query.q', 'first', '/x/7?q=first&q=second'],
    ['query', { a: '1', b: '2' }, '/x/7?a=1&b=2&a=3'],
    ['query.q', null],
    ["query.q | default 'none'", 'none'],
    ['query.q | default 5', 5],
    ['query.q | int | default 1', 1, '/x/7?q=abc'],
    ['query.page | int | default 1', 3, '/x/7?page=3.9'],
    ['query.n | num', 1.5, '/x/7?n=1.5'],
    ['query.n | num', null, '/x/7?n=Infinity'],
    ['query.n | num', null, '/x/7?n='],
    ['query.b | bool', true, '/x/7?b=yes'],
    ['query.b | bool', false, '/x/7?b=False'],
    ['query.b | bool', false],
    ['params.id | add 1', 8],
    ['params.id | add 0.5 | int', 7],
    ['query.q | add 1', null],
    ['params.id | text', '7'],
    ['params.id | json', '"7"'],
    ['query.q | upper | lower', 'žluť', '/x/7?q=%C5%BDLU%C5%A4'],
    ['query.q | base64', 'xb0=', '/x/7?q=%C5%BD'],
    ['params.id | add query.n', 12, '/x/7?n=5'],
    ['params.id | add query.n', 7],
    ['params.id | add query.n', null, '/x/7?n=many'],
    ['params.id | times query.n', 7],
    ['params.id | times query.n', 10.5, '/x/7?n=1.5'],
    ['query.d | add query.by', '2024-03-01T00:00:00.000Z', '/x/7?d=2024-02-29&by=1d'],
    ['query.q | default params.id', '7'],
    ['query.q | default params', { id: '7' }],
    ['query.q | default query.r', ''],
    ['query.q | default seq | default seq', 1],
    ['query.q | slice query.a query.b', 'wl', '/x/7?q=owls&a=1&b=3'],
    ['query.q | slice query.a query.b', 'wls', '/x/7?q=owls&a=1'],
    ['query.n | pick params.id', '7', '/x/7?n=0'],
    ['params.id | add url.nope', 7],
    ['params.id | add index', '{{ params.id | add index }}'],
    ['params.id | add nothing.n', '{{ params.id | add nothing.n }}'],
    ['params.id | upper query.n', '{{ params.id | upper query.n }}'],
    ['query.q | replace query.a query.b', '{{ query.q | replace query.a query.b }}'],
    ['method', 'GET'],
    ['url', '/x/7?a=%20', '/x/7?a=%20'],
    ['url.path', '/x/7', '/x/7?a'],
    ['url.origin', 'http://localhost'],
    ['url.nope', null],
    ["query.d | date 'date'", '2024-02-29', '/x/7?d=2024-02-29T23:59:58Z'],
    ["query.d | date 'time'", '23:59:58', '/x/7?d=2024-02-29T23:59:58Z'],
    ["query.d | date 'http'", 'Thu, 29 Feb 2024 23:59:58 GMT', '/x/7?d=2024-02-29T23:59:58Z'],
    ["query.d | date 'unix'", 1709251198, '/x/7?d=2024-02-29T23:59:58Z'],
    ["query.d | date 'ms'", 0, '/x/7?d=0'],
    ["query.d | date 'DD.MM.YYYY HH:mm:ss'", '29.02.2024 23:59:58', '/x/7?d=2024-02-29T23:59:58Z'],
    ["query.d | add '1d' | date 'date'", '2024-03-01', '/x/7?d=2024-02-29'],
    ["query.d | add '-2h' | date 'time'", '22:00:00', '/x/7?d=2024-02-29'],
    ['query.d | date', null, '/x/7?d=yesterday'],
    ["query.d | add '999999999w'", null, '/x/7?d=2024-02-29'],
    ['random 3 3', 3],
    ["params.id | pick 'red' 'green' 'blue'", 'green'],
    ['params.id | pick', null],
    ['fake.nope', null],
    ['fake', null],
    ["params.id | fake 'city'", 'Vienna'],
    ['random.nope | text | default "x"', expect.stringMatching(/^0\.\d+$/)],
  ]
  test.each(rows)('{{%s}} is %j', async (expression, expected, path = '/x/7') => {
    const { text } = await answer(JSON.stringify({ value: `{{ ${expression} }}` }), { path })
    expect(JSON.parse(text)).toEqual({ value: expected })
  })

  test('reads the body of a request: JSON, a form or text, and says null for what is malformed', async () => {
    const content = '["{{body}}","{{body.user.roles[0]}}","{{body.user.roles.1 | upper}}"]'
    const body = { user: { roles: ['admin', 'ops'] } }
    const ask = async (init: RequestInit) => JSON.parse((await answer(content, { init })).text)
    expect(await ask(json(body))).toEqual([body, 'admin', 'OPS'])
    expect(await ask(json(body, 'application/problem+json'))).toEqual([body, 'admin', 'OPS'])
    const form = await ask(json('a=1&b=2', 'application/x-www-form-urlencoded'))
    expect(form).toEqual([{ a: '1', b: '2' }, null, null])
    expect(await ask(json('hello', 'text/plain'))).toEqual(['hello', null, null])
    expect(await ask(json('{"a":', 'application/json'))).toEqual([null, null, null])
    expect(await ask({ method: 'POST' })).toEqual([null, null, null])
  })

  const odd: [what: string, body: string | number[], type: string, expected: unknown][] = [
    ['the same name twice', '{"a":1,"a":2}', 'application/json', { a: 2 }], // RFC 8259 §4
    ['__proto__', '{"__proto__":{"a":1}}', 'application/json', JSON.parse('{"__proto__":{"a":1}}')],
    ['a byte order mark', [0xef, 0xbb, 0xbf, 0x7b, 0x7d], 'application/json', {}],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0, 0x7d, 0], 'application/json', null], // RFC 8259 §8.1
    ['half a pair, escaped', '{"a":"\\ud800"}', 'application/json', { a: '\ud800' }],
    [
      'half a pair in UTF-8',
      [0x22, 0xed, 0xa0, 0x80, 0x22],
      'application/json',
      '\ufffd'.repeat(3),
    ],
    ['no JSON', '{"a":1}}', 'text/plain', '{"a":1}}'],
    [
      'a form of odd pairs',
      '=1&&a&a=%&a=+',
      'application/x-www-form-urlencoded',
      { '': '1', a: ['', '%', ' '] },
    ],
    [
      'a form with a charset',
      'a=%C5%BE',
      'Application/X-WWW-Form-Urlencoded; charset=utf-8',
      { a: 'ž' },
    ],
    ['parts without a boundary', 'x', 'multipart/form-data', 'x'],
    ['parts with half a boundary', 'x', 'multipart/form-data; boundary="', 'x'],
    ['a type that is none', 'x', ';;;', 'x'],
  ]
  test.each(odd)('reads a body of %s', async (_what, body, type, expected) => {
    const sent = typeof body === 'string' ? body : new Uint8Array(body)
    const init = { method: 'POST', body: sent, headers: { 'Content-Type': type } }
    const { status, text } = await answer('["{{body}}"]', { init })
    expect([status, JSON.parse(text)]).toEqual([200, [expected]])
  })

  test('reads a form of many fields of one name in no long time', async () => {
    const form = json('a=1&'.repeat(200_000), 'application/x-www-form-urlencoded')
    expect((await answer('"{{body.a | length}}"', { init: form })).text).toBe('200000')
  })

  test('reads fields and cookies', async () => {
    const content =
      '{"c":"{{cookies.sid}}","t":"{{cookies}}","h":"{{headers.x-name}}","n":"{{headers.é}}"}'
    const { text } = await answer(content, { init: { ...json({}), method: 'POST' } })
    expect(JSON.parse(text)).toMatchObject({
      c: 'abc',
      t: { sid: 'abc', theme: 'dark' },
      n: '{{headers.é}}',
    })
  })

  test('keeps everything else as it stands: spaces, order, names, numbers, other braces', async () => {
    const content = `{ "b":1.0,\n "__proto__": {"x": "{{params.id}}"}, "a": 1e400, "{{params.id}}": "#{{params.id | int}}",
  "c": "{{ item.name }} {{#if x}} {{}} {{{{ {{params.id | nope}} {{params.id", "d\\u0041": "\\u0042{{else}}" }`
    const { text } = await answer(content)
    expect(text).toBe(
      content
        .replace('"{{params.id}}"}', '"7"}')
        .replace('"{{params.id}}":', '"7":')
        .replace('#{{params.id | int}}', '#7'),
    )
  })

  test('cannot be broken by what a request says', async () => {
    const evil = '"},{\\ \n\u2028{{params.id}}'
    const path = `/x/${encodeURIComponent(evil)}?q=${encodeURIComponent(evil)}`
    const { text } = await answer('{"a":"{{params.id}}","b":"<{{query.q}}>","{{params.id}}":1}', {
      path,
    })
    expect(JSON.parse(text)).toEqual({ a: evil, b: `<${evil}>`, [evil]: 1 })
  })

  test('that is no JSON is filled in where its strings are, or not at all', async () => {
    expect((await answer('{"a": "{{params.id}}", oops')).text).toBe('{"a": "7", oops')
    expect((await answer('{a: {{params.id}}}')).text).toBe('{a: {{params.id}}}')
    expect((await answer('{"a": "{{params.id}}')).text).toBe('{"a": "{{params.id}}')
    expect((await answer('{"a": "\\x {{params.id}}"}')).text).toBe('{"a": "\\x {{params.id}}"}')
  })
})

describe('a JSON file that is no JSON is sent as it stands, and the owner is told why', () => {
  const utf16 = new Uint8Array(Buffer.from('\uFEFF{}', 'utf16le'))
  test.each<[content: string | Uint8Array, reason: RegExp]>([
    ['{"a": 1}', /^d\/x\.GET\.json$/],
    ['{"a": 1,}', /^d\/x\.GET\.json {2}expected JSON: .+; sent as it is$/],
    ['', /^d\/x\.GET\.json {2}expected JSON: .+; sent as it is$/],
    ['{"a": {{params.id}}}', /expected JSON: a template stands in a string, "\{\{…\}\}";/],
    ['{"a": {{params.id}}', /expected JSON: (?!a template)/],
    [utf16, /expected JSON: it is UTF-16, and not UTF-8;/],
  ])('%j', async (content, reason) => {
    const app = createApp({ source: memoryFiles({ 'd/x.GET.json': content }) })
    const { response, notes } = await app.explain(new Request('http://localhost/d/x'))
    expect(response.status).toBe(200)
    expect(Buffer.from(await response.bytes())).toEqual(Buffer.from(content))
    expect(notes.at(-1)?.reason).toMatch(reason)
  })
})

describe('a template in another text', () => {
  const evil = `<b a='1' b="2">&\`\\=</b>`
  const path = `/x/${encodeURIComponent(evil)}`
  test.each([
    [
      'html',
      '<p>&lt;b a&#61;&#39;1&#39; b&#61;&quot;2&quot;&gt;&amp;&#96;&#92;&#61;&lt;/b&gt;</p>',
    ],
    ['xml', '<p>&lt;b a&#61;&#39;1&#39; b&#61;&quot;2&quot;&gt;&amp;&#96;&#92;&#61;&lt;/b&gt;</p>'],
    ['svg', '<p>&lt;b a&#61;&#39;1&#39; b&#61;&quot;2&quot;&gt;&amp;&#96;&#92;&#61;&lt;/b&gt;</p>'],
    ['txt', `<p>${evil}</p>`],
    ['csv', `<p>${evil}</p>`],
  ])('of .%s is escaped as its language asks for', async (extension, expected) => {
    const { text } = await answer('<p>{{params.id}}</p>', { extension, path })
    expect(text).toBe(expected)
  })

  // XML 1.0 §2.2: what is no Char cannot be written, not as a reference either.
  test.each(['xml', 'svg', 'html'])(
    'of .%s holds no character that XML has not',
    async (extension) => {
      const said = encodeURIComponent('a\u0001\u001f\t\ufffe\u{1f600}')
      const asked = { extension, path: `/x/${said}` }
      const { text } = await answer('<p>{{params.id}}</p>', asked)
      expect(text).toBe('<p>a\ufffd\ufffd\t\ufffd\u{1f600}</p>')
    },
  )

  test('is not looked for where there is none', async () => {
    const bytes = '\u0000{{params.id}}'
    expect((await answer(bytes, { extension: 'png' })).text).toBe(bytes)
    expect((await answer(bytes, { extension: 'bin' })).text).toBe(bytes)
    const large = `${'x'.repeat(1_048_577)}{{params.id}}`
    expect((await answer(large, { extension: 'txt' })).text).toBe(large)
  })

  test('leaves what belongs to the page', async () => {
    const page =
      '<p>{{ user.name }} {{this}} {{ bodyguard }} {{now you}} {{params.id}} {{params.id}</p>'
    const { text } = await answer(page, { extension: 'html' })
    expect(text).toBe(page.replace('{{params.id}} ', '7 '))
  })

  test('leaves three braces, and fills in two within one', async () => {
    const { text } = await answer('{{{params.id}}} {a:{{params.id}}}', { extension: 'txt' })
    expect(text).toBe('{{{params.id}}} {a:7}')
  })
})

describe('random values', () => {
  const content = `{"u":"{{uuid}}","r":"{{random 1 6}}","s":"{{seq}}","o":"{{seq 'o'}}",${Object.keys(
    fakeKinds,
  )
    .map((kind) => `"${kind}":"{{fake.${kind}}}"`)
    .join()}}`
  const appOf = (seed?: string) =>
    createApp({ source: memoryFiles({ 'x.GET.json': content }), seed })
  const ask = async (app: ReturnType<typeof appOf>, headers = {}) =>
    (await (await app.request('/x', { headers })).json()) as Record<string, unknown>

  test('follow from a seed', async () => {
    const first = await ask(appOf('a'))
    expect(await ask(appOf('a'))).toEqual(first)
    expect(await ask(appOf('b'))).not.toEqual(first)
    expect((await ask(appOf())).uuid).not.toBe((await ask(appOf())).uuid)
  })

  test('are the same again with Prefer: seed', async () => {
    const app = appOf()
    const { s, o, ...first } = await ask(app, { Prefer: 'seed=7' })
    expect(await ask(app, { Prefer: 'seed=7' })).toMatchObject(first)
    expect(await ask(app, { Prefer: 'seed=8' })).not.toMatchObject(first)
  })

  test('have their form', async () => {
    const values = await ask(appOf('a'))
    expect(values.u).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    expect(values.r).toSatisfy((roll: number) => roll >= 1 && roll <= 6 && Number.isInteger(roll))
    expect(values.email).toMatch(/^[a-z]+\.[a-z]+@example\.(com|net|org)$/)
    expect(new Date(values.datetime as string).toISOString()).toBe(values.datetime)
    for (const kind of Object.keys(fakeKinds)) expect(values[kind], kind).not.toBe(null)
  })

  test('count in a row for each session', async () => {
    const app = appOf()
    const rows = [await ask(app), await ask(app), await ask(app, { 'Webstand-Session': 'b' })]
    expect(rows.map(({ s, o }) => [s, o])).toEqual([
      [1, 1],
      [2, 2],
      [1, 1],
    ])
    await app.request('/x', { method: 'HEAD' })
    expect((await ask(app)).s).toBe(3)
  })
})

describe('hostile templates', () => {
  test('do not run for long, and are not filled in twice', async () => {
    const nested = `${'{{'.repeat(100_000)}params.id${'}}'.repeat(100_000)}`
    expect((await answer(nested, { extension: 'txt' })).text).toBe(nested)
    const cyclic = await answer('{"a":"{{query.q}}"}', { path: '/x/7?q={{query.q}}' })
    expect(JSON.parse(cyclic.text)).toEqual({ a: '{{query.q}}' })
    for (const text of [
      '{{"',
      "{{'",
      '{{params.id | '.repeat(40),
      '{{ params',
      '"{{',
      '\\"{{',
      '{{""""',
    ]) {
      const content = text.repeat(Math.floor(100_000 / text.length))
      const started = performance.now()
      expect((await answer(content, { extension: 'txt' })).text).toBe(content)
      expect((await answer(content, { extension: 'json' })).status).toBe(200)
      expect(performance.now() - started).toBeLessThan(5000)
    }
  })

  test('cannot fill the memory', async () => {
    const content = JSON.stringify(Array(100).fill('{{body}}'))
    const body = JSON.stringify('x'.repeat(500_000))
    const { status, errors } = await answer(content, { init: json(body) })
    expect(status).toBe(500)
    expect(String(errors[0])).toContain('x/[id].POST.json')
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    expect((await answer('["{{body}}"]', { init: json(deep) })).status).toBe(200)
    const large = json(`"${'x'.repeat(10_000_000)}"`)
    expect((await answer('["{{body}}"]', { init: large })).text).toBe('[null]')
  })

  test.each([...roots])('%s is total', async (root) => {
    const chains = [
      '',
      '.',
      '.a.b.c',
      '[0]',
      " 'a' 'b' 'c'",
      ' | int | date | add "x" | pick | base64 | fake "x" | json',
    ]
    for (const chain of chains) {
      const { status, text } = await answer(JSON.stringify([`{{${root}${chain}}}`]), {
        init: json({ a: 1 }),
      })
      expect([status, JSON.parse(text).length]).toEqual([200, 1])
    }
  })
})
