/** What the suites of other mock servers set up, as files of webstand. */
export const folder: Readonly<Record<string, string | Uint8Array>> = {
  'index.html': '<h1>Index</h1>',
  'asset-script.js': 'const a = 1',

  'mockaton/alpha.GET.200.txt': 'A',
  'mockaton/alpha(default).GET.200.txt': 'B',
  'mockaton/js-object.GET.200.js': 'export default { FROM_JS: true }',
  'mockaton/ts-array.GET.200.ts': 'export default ["from ts"] as const',
  'mockaton/func.GET.200.js': 'export default () => new TextEncoder().encode("A")',
  'mockaton/func.POST.200.ts': `export default () => new Response(new Uint8Array([65, 65]), {
    status: 201, headers: { 'Content-Type': 'custom/mime', 'Set-Cookie': 'custom=cookie' } })`,
  'mockaton/throws.GET.ts': 'export default () => { throw new Error("Test500") }',
  'mockaton/ignored.GET.200.json~': 'SECRET',
  'mockaton/.hidden.GET.200.json': 'SECRET',
  'mockaton/dot.in.path and amp & and colon:.GET.200.txt': 'odd name',
  'mockaton/dynamic/[id]/index.GET.200.txt': 'variable at end {{params.id}}',
  'mockaton/dynamic/[id]/suffix.GET.200.txt': 'sandwich {{params.id}}',
  'mockaton/dynamic/[id]/suffix/[other].GET.200.txt': 'both {{params.id}} {{params.other}}',
  'mockaton/dynamic/exact-route.GET.200.txt': 'exact',
  'mockaton/stat/[stat-id]/[video-id].GET.200.json':
    '{"stat":"{{params.stat-id}}","video":"{{params.video-id | int}}"}',
  'mockaton/stat/[stat-id]/all-videos.GET.200.json': '{"all":"{{params.stat-id}}"}',
  'mockaton/head-get.GET.200.json': '{"Body":"for: head-get"}',
  'mockaton/friends.GET.200.json': '["Ada"]',
  'mockaton/friends.GET.200.xml': '<friends/>',
  'mockaton/friends.GET.204.empty': '',
  'mockaton/friends.GET.500.txt': 'no friends',
  'mockaton/videos(default).GET.200.json': '[]',
  'mockaton/videos(all variants).GET.200.json': '[1,2]',
  'mockaton/videos(verified).GET.200.json': '[1]',
  'mockaton/edit-name.PATCH.200.json': '{"ok":true}',
  'mockaton/edit-name.PATCH.422.json': '{"ok":false}',
  'mockaton/fruits.GET.200.yml': '- apple\n',

  'prism/todos.GET.json': '"hello"',
  'prism/todos.GET.xml': '<todos/>',
  'prism/todos(cat).GET.json': '{"name":"Fluffy"}',
  'prism/todos(dog).GET.json': '{"name":"Sharik"}',
  'prism/todos.POST.201.json': '{"made":true}',
  'prism/cats.POST.json': '{"name":"ok"}',
  'prism/cats(usernameIsEmpty).POST.422.json': '{"message":"A username MUST be provided"}',
  'prism/cats(tooLong).POST.422.json': '{"message":"too long"}',
  'prism/vendor.MOCK.yaml': `
- { headers: { Content-Type: application/vnd.api+json }, body: vendor }
- { headers: { Content-Type: application/json }, body: plain }
- { status: 404, headers: { Content-Type: application/problem+json }, body: { title: none } }
`,
  'prism/pets/[id].GET.json': '{"id":"{{params.id}}"}',
  'prism/pets/findByStatus.GET.json': '["by status"]',
  'prism/pets/[id]/owner.DELETE.204.empty': '',
  'prism/a b/ž.GET.json': '"encoded"',
  'prism/honey.GET.json': '{"honey":"killer bees"}',
  'prism/honey.GET.csv': 'honey,bees',
  'prism/nothing.GET.204.json': '{"never":"sent"}',

  'mockoon/answer.POST.json': `{"number":"{{body.prop1}}","text":"got {{body.prop1}}","default":"{{body.prop2 | default 'default'}}","dots":"{{body.a.b}}","raw":"{{body}}"}`,
  'mockoon/list.GET.json': '["{{repeat 2}}", {"id": "{{index}}", "q": "{{query.q}}"}]',
  'mockoon/query.GET.json': `{"one":"{{query.param1}}","second":"{{query.param1[1]}}","dots":"{{query.param1.name}}","deep":"{{query.obj[prop]}}","none":"{{query.none | default 'dolphin'}}"}`,
  'mockoon/text.GET.txt': `{{method}} {{url.path}} {{cookies.sid}} {{headers.test-header}} {{headers.absent}}.`,
  'mockoon/token.GET.txt': `{{headers.authorization | replace 'Bearer ' ''}} {{headers.authorization | slice 0 6 | upper}}`,
  'mockoon/date.GET.txt': `{{query.d | date 'YYYY'}} {{query.d | date 'yyyy-MM-dd'}} {{query.d | add '1d' | date 'date'}}`,
  'mockoon/quoted.GET.json': '{"q":"{{query.q}}","in":"<{{query.q}}>"}',
  'mockoon/page.GET.html': '<p>{{query.q}}</p>',
  'mockoon/unknown.GET.txt': '{{hello}} {{#each x}}{{this}}{{/each}} {{{body.a}}} {{ faker "x" }}',
  'mockoon/constructor.GET.json':
    '{"a":"{{query.constructor}}","b":"{{params.__proto__}}","c":"{{body.constructor.name}}"}',
  'mockoon/seq(1).GET.txt': 'first',
  'mockoon/seq(2).GET.txt': 'second',
  'mockoon/rules.MOCK.yaml': `
- { when: { query: { 'obj[prop]': value } }, body: query1 }
- { when: { query: { array: { like: 'test*' } } }, body: query4 }
- { when: { query: { inverted: { exists: true, } } }, body: inverted }
- { when: { headers: { Accept-Charset: { like: UTF* } } }, body: header1 }
- { when: { cookies: { yummy: cookie } }, body: cookie1 }
- { when: { headers: { Test-Header: headervalue }, query: { both: '1' } }, body: complex1 }
- { body: unauthorized, status: 401 }
- { method: POST, when: { body: { 'user[0].name': John } }, body: body5 }
- { method: POST, when: { body: { 'users[0]': John } }, body: body7 }
- { method: POST, when: { body: { test: 1 } }, body: body10 }
- { method: POST, when: { body: { test: false } }, body: body11 }
- { method: POST, when: { body: { param1: value1 } }, body: body12 }
- { method: POST, when: { body: { params: value2 } }, body: body14 }
- { method: POST, when: { body: { prop1: null } }, body: body19 }
- { method: POST, when: { body: { prop: [] } }, body: empty array }
- { method: POST, when: { body: { $: bodyvalue } }, body: whole }
- { method: POST, when: { body: { $: { name: john } } }, body: whole JSON }
- { method: POST, when: { body: { f.name: photo.png } }, body: upload }
- { method: POST, status: 400 }
`,
  'mockoon/params/[id].MOCK.yaml': `
- { when: { params: { id: { like: '1*' } } }, body: params1 }
- { when: { params: { id: '7' } }, body: params2 }
- { when: { params: { id: { not: { like: '*x*' } } } }, body: params3 }
`,
  'mockoon/file.GET.txt': 'abcdefghij',
  'mockoon/all.MOCK.yaml': '- { method: ANY, body: "{{method}}" }',

  'wiremock/stuff.MOCK.yaml': `
- { when: { query: { search: WireMock stubbing } }, body: query }
- { when: { query: { id: ['1', '2'] } }, body: both ids }
- { when: { query: { absent: { exists: false } }, headers: { X-Absent: { exists: false } , X-My: one } }, body: absent }
- { when: { headers: { Content-Encoding: '' } }, body: empty header }
- { when: { cookies: { my_cookie: my-value, other: { like: '*val*' } } }, body: cookies }
- { when: { headers: { X-My: { not: two }, X-Other: { exists: true } } }, body: negative }
`,
  'wiremock/stuff.GET.404.txt': 'not matched',
  'wiremock/priority.MOCK.yaml': `
- { body: low, default: true }
- { when: { query: { a: '1' } }, body: one condition }
- { when: { query: { a: '1', b: { like: '*' } } }, body: two conditions }
`,
  'wiremock/body.MOCK.yaml': `
- { method: POST, when: { body: { $: { like: '*Important*value*' } } }, body: contains }
- { method: POST, when: { body: { counter: 234, list: [1, { b: 2, a: 1 }] } }, body: json }
- { method: POST, when: { body: { 'key[]': one } }, body: array style }
- { method: POST, when: { body: { 'part': { like: '*ABCD*' } } }, body: part }
- { method: POST, status: 404, body: no match }
- { method: QUERY, when: { body: { $: { like: '*criteria*' } } }, body: query method }
- { method: QUERY, status: 404 }
`,
  'wiremock/retry.MOCK.yaml': `
- { times: 2, status: 503, headers: { Retry-After: 1 }, body: { error: busy } }
- { body: { state: Finished } }
`,
  'wiremock/once.MOCK.yaml': '- { times: 1, body: only once }',
  'wiremock/headers.MOCK.yaml': `
- status: 302
  headers: { location: '/v1/{{query.next}}', X-Multi: [a, '{{query.next}}'], content-type: text/x-own }
  body: moved to {{query.next}}
`,
  'wiremock/v1/contacts/[contactId]/addresses/[addressId].GET.txt':
    'contactId: {{params.contactId}}, addressId: {{params.addressId}}',
  'wiremock/squares.GET.txt': 'ID: {{query.filter[id]}}',
  'wiremock/off.MOCK.yaml': "- { template: false, body: '{{url.path}}' }",
  'wiremock/binary.GET.bin': new Uint8Array([65, 255, 0, 128, 10]),
  'wiremock/weird.MOCK.yaml': '- { status: 599, body: weird }',
  'wiremock/math.GET.json': `["{{query.n | int | add 2}}","{{query.n | num | times 1.5}}","{{query.n | num | round 1}}","{{query.list | split ',' | length}}","{{query.list | split ',' | join ';'}}","{{query.list | slice -1}}"]`,

  'msw/user/[id].ANY.ts': `export const GET = (_: Request, { params }: { params: { id: string } }) => ({ id: params.id })
export const PUT = async (request: Request) => ({ put: await request.json() })
export const POST = async (request: Request) => Object.fromEntries(await request.formData())
export const DELETE = () => new Response(null, { status: 204 })`,
  'msw/html.GET.ts': `export default () => new Response('<p>hi</p>', { headers: { 'Content-Type': 'text/html' } })`,
  'msw/bytes.GET.ts': 'export default () => new Uint8Array([1, 2, 3]).buffer',
  'msw/cookies.GET.ts': `export default (request: Request) => {
    const headers = new Headers([['Set-Cookie', 'a=1; Path=/'], ['Set-Cookie', 'b=2']])
    return new Response(request.headers.get('Cookie'), { headers })
  }`,
  'msw/redirect.GET.ts': `export default () => Response.redirect('http://127.0.0.1/elsewhere', 307)`,
  'msw/upload.POST.ts': `export default async (request: Request) => {
    const file = (await request.formData()).get('file') as File
    return { name: file.name, type: file.type, text: await file.text() }
  }`,
  'msw/stream.GET.ts': `export default () => new Blob(['hello ', 'world']).stream()`,
  'msw/once(1).GET.json': '{"first":true}',
  'msw/once(2).GET.json': '{"then":true}',
  'msw/pass.txt': 'the file',
  'msw/pass.txt.GET.ts': 'export default (_: Request, { next }: { next(): unknown }) => next()',
  'msw/star/[...rest].GET.txt': 'rest={{params.rest}}',

  'connect/users.GET.json': '[{"id":1},{"id":2}]',
  'connect/users.POST.ts': `export default async (request: Request) =>
    Response.json({ id: 101, ...(await request.json()) }, { status: 201, headers: { 'X-Own': 'yes' } })`,
  'connect/users/1.GET.json': '{"id":1}',
  'connect/users/1.GET.xml': '<user><id>1</id></user>',
  'connect/users/1/any.ANY.ts':
    'export default (request: Request) => ({ anyMethod: request.method })',
  'connect/users/[user_id].GET.json': '{"id":"{{params.user_id | int}}"}',
  'connect/users/[user_id]/nested.GET.json': '{"nested":"{{params.user_id}}"}',
  'connect/slow.MOCK.yaml': '- { method: POST, delay: 20, status: 201, body: { created: true } }',
  'connect/raw.POST.txt': 'raw {{body}}',

  'mocker/repos/[owner]/[repo]/raw/[ref]/[...path].GET.json': '"{{params}}"',
  'mocker/login.MOCK.yaml': `
- { method: POST, when: { body: { username: admin, password: '888888' } }, body: { status: ok } }
- { method: POST, status: 403, body: { status: error } }
`,
  'mocker/user(id=1).GET.json': '{"id":1}',
  'mocker/user.GET.json': '{"all":true}',
  'mocker/products.GET.json':
    '["{{repeat 3}}", {"id": "{{index | add 1}}", "name": "{{fake.name}}"}]',
  'mocker/type.GET.pdf': '%PDF-1.4',
  'mocker/type.GET.html': '<i>html</i>',
  'mocker/type.GET.txt': 'text',
  'mocker/status.GET.401.json': '{"error":"who?"}',
  'mocker/status.PUT.204.json': '',
}
