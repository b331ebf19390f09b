import assert from 'node:assert/strict'
import { type MockFile, mock } from '../../src/test.ts'

/** What holds of the `fetch` of a mock, as it does of the global one. */
export const fetchChecks: [name: string, check: () => Promise<void>][] = [
  ['takes a URL with a fragment, which is not sent', withoutFragment],
  ['fails with the reason of its signal', failsAborted],
  ['fails while the body of an answer is read', failsWhileRead],
  ['fails where a connection is dropped or cut', failsBroken],
  ['keeps the method where Fetch keeps it', keepsMethod],
  ['sends a body on that is no text, and one that is large', sendsOn],
  ['says where an answer came from', saysUrl],
]

async function withoutFragment() {
  await using api = await mock({
    'a.GET.txt': 'a',
    'go.MOCK.json': [{ status: 302, headers: { Location: '/a#there' } }],
  })
  for (const input of [
    '/a#b',
    new URL('http://localhost/a#b'),
    new Request('http://x.example/a#b'),
  ]) {
    assert.equal((await api.fetch(input)).status, 200)
    assert.equal(api.requests.at(-1)!.path, '/a')
  }
  assert.equal(await (await api.fetch('/go')).text(), 'a')
}

async function failsAborted() {
  await using api = await mock({
    'a.GET.txt': 'a',
    'late.MOCK.json': [{ delay: 60_000, body: 'late' }],
    'never.MOCK.json': [{ delay: 'hang' }],
  })
  const reason = new Error('mine')
  await assert.rejects(api.fetch('/a', { signal: AbortSignal.abort(reason) }), reason)
  assert.equal(api.requests.length, 0)
  await assert.rejects(api.fetch('/late', { signal: AbortSignal.timeout(5) }), {
    name: 'TimeoutError',
  })
  const controller = new AbortController()
  const request = new Request('http://x.example/never', { signal: controller.signal })
  const asked = api.fetch(request)
  controller.abort()
  await assert.rejects(asked, { name: 'AbortError' })
}

async function failsWhileRead() {
  const controller = new AbortController()
  const endless = new ReadableStream({ pull: (to) => to.enqueue(Uint8Array.of(1)) })
  await using api = await mock({ 'a.GET.ts': () => endless })
  const { body } = await api.fetch('/a', { signal: controller.signal })
  const reader = body!.getReader()
  assert.equal((await reader.read()).done, false)
  controller.abort()
  await assert.rejects(
    async () => {
      while (!(await reader.read()).done);
    },
    { name: 'AbortError' },
  )
}

async function failsBroken() {
  await using api = await mock({
    'drop.MOCK.json': [{ method: 'ANY', fault: 'drop', body: 'never' }],
    'cut.MOCK.json': [{ fault: { cut: 3 }, body: 'abcdef' }],
  })
  for (const method of ['GET', 'HEAD', 'POST']) {
    await assert.rejects(api.fetch('/drop', { method }), TypeError)
  }
  const response = await api.fetch('/cut')
  assert.equal(response.status, 200)
  await assert.rejects(response.text(), TypeError)
  assert.equal(api.requests.length, 4)
}

/** Fetch §4.4, HTTP-redirect fetch, step 12. */
async function keepsMethod() {
  const rows: [status: number, method: string, then: string][] = [
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [302, 'PUT', 'PUT'],
    [301, 'DELETE', 'DELETE'],
    [303, 'PUT', 'GET'],
    [303, 'HEAD', 'HEAD'],
    [307, 'POST', 'POST'],
    [308, 'PATCH', 'PATCH'],
  ]
  const entries = rows.map(([status]): [string, MockFile] => [
    `${status}.MOCK.json`,
    [{ method: 'ANY', status, headers: { Location: '/there' } }],
  ])
  await using api = await mock({
    ...Object.fromEntries(entries),
    'there.MOCK.json': [{ method: 'ANY' }],
  })
  for (const [status, method, expected] of rows) {
    const body = method === 'HEAD' ? undefined : 'x'
    await api.fetch(`/${status}`, { method, body })
    const last = api.requests.at(-1)!
    const type = last.headers.get('Content-Type')
    const row = `${method} ${status}`
    assert.deepEqual([last.path, last.method], ['/there', expected], row)
    if (expected === 'GET') assert.deepEqual([last.text, type], ['', null], row)
    else assert.equal(last.text, body ?? '', row)
  }
}

async function sendsOn() {
  await using api = await mock({
    'go.MOCK.json': [{ method: 'POST', status: 307, headers: { Location: '/there' } }],
    'there.POST.ts': async (request: Request) => new Uint8Array(await request.arrayBuffer()),
  })
  const binary = Uint8Array.of(0xff, 0, 0xfe)
  const answer = await api.fetch('/go', { method: 'POST', body: binary })
  assert.deepEqual(new Uint8Array(await answer.arrayBuffer()), binary)
  const large = new Uint8Array(2_000_000)
  const response = await api.fetch('/go', { method: 'POST', body: large })
  assert.equal((await response.arrayBuffer()).byteLength, large.byteLength)
}

async function saysUrl() {
  await using api = await mock({ 'a.GET.txt': 'a', _redirects: '/old /a 302\n' })
  const direct = await api.fetch('https://api.example.com/a?b#c')
  assert.deepEqual([direct.url, direct.redirected], ['https://api.example.com/a?b', false])
  const followed = await api.fetch('/old')
  assert.deepEqual([followed.url, followed.redirected], ['http://localhost/a', true])
}
