import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { parseQuestion, renderExplanation } from '../../src/cli/explain.ts'
import { UsageError } from '../../src/cli/line/usage-error.ts'
import { paintFor } from '../../src/cli/terminal.ts'
import { createApp } from '../../src/core/create-app.ts'
import { memoryFiles } from '../../src/core/files/memory.ts'

describe('parseQuestion()', () => {
  const cases: [words: string, method: string, url: string, names: string[]][] = [
    ['/', 'GET', 'http://localhost:8000/', []],
    ['/a?b=c demo', 'GET', 'http://localhost:8000/a?b=c', ['demo']],
    ['GET /a demo mocks', 'GET', 'http://localhost:8000/a', ['demo', 'mocks']],
    ['post /a', 'POST', 'http://localhost:8000/a', []],
    ['QUERY /a', 'QUERY', 'http://localhost:8000/a', []],
    ['//evil.example/x', 'GET', 'http://localhost:8000//evil.example/x', []],
    ['http://a.example/b', 'GET', 'http://a.example/b', []],
    ['DELETE https://a.example/b', 'DELETE', 'https://a.example/b', []],
  ]
  for (const [words, method, url, names] of cases) {
    test(words, () => {
      const question = parseQuestion(words.split(' '))
      assert.equal(question.request.method, method)
      assert.equal(question.request.url, url)
      assert.deepEqual(question.names, names)
    })
  }

  test('takes fields, and Host into the URL', () => {
    const { request } = parseQuestion(['/x'], ['Accept: text/html', 'Host: a.example'])
    assert.equal(request.headers.get('accept'), 'text/html')
    assert.equal(request.url, 'http://a.example/x')
  })

  test('takes a body, and with it the method and the type that curl --data has', async () => {
    const { request } = parseQuestion(['/x'], [], 'a=1')
    assert.equal(request.method, 'POST')
    assert.equal(request.headers.get('content-type'), 'application/x-www-form-urlencoded')
    assert.equal(await request.text(), 'a=1')
    const put = parseQuestion(['PUT', '/x'], ['content-type: text/plain'], '').request
    assert.deepEqual([put.method, put.headers.get('content-type')], ['PUT', 'text/plain'])
    assert.throws(() => parseQuestion(['GET', '/x'], [], 'a'), UsageError)
  })

  test('explains which condition on a body decided', async () => {
    const text = '[{"method":"POST","when":{"body":{"a":1}},"body":"one"},{"method":"POST"}]'
    const app = createApp({ source: memoryFiles({ 'x.MOCK.json': text }) })
    const { request } = parseQuestion(['/x'], [], '{"a":1}')
    const { steps } = await app.explain(request)
    assert.match(steps.at(-1)!.reasons.join(), /x\.MOCK\.json {2}body a=1/)
  })

  const refused: [words: string[], headers: string[], expected: RegExp][] = [
    [[], [], /needs a path/],
    [['GET'], [], /needs a path: explain GET \/$/],
    [['post'], [], /needs a path: explain POST \/$/],
    [
      ['http://[::1'],
      [],
      /^cannot ask "http:\/\/\[::1": expected such as http:\/\/localhost:8000\/$/,
    ],
    [['/'], ['Host: a b'], /^cannot ask "a b": expected such as a\.example$/],
    [['get', 'foo'], [], /^"foo" is not a path/],
    [['api/users'], [], /"api\/users" is not a path: .* explain GET \/api\/users/],
    [['GET /x'], [], /"GET \/x" is not a path: .* explain GET \/x$/], // quoted as one word
    [['ftp://x/y'], [], /"ftp:\/\/x\/y" is not a path: .* explain GET \/x\/y$/],
    [['/'], ['a: €'], /"a: €" is not a field/], // no octet, RFC 9110 §5.5
    [['TRACE', '/'], [], /cannot ask for TRACE/],
    [['/'], ['nonsense'], /"nonsense" is not a field/],
    [['/'], ['a: b\nc'], /is not a field/],
  ]
  for (const [words, headers, expected] of refused) {
    test(`refuses ${words.join(' ')} ${headers}`, () => {
      assert.throws(
        () => parseQuestion(words, headers),
        (error: unknown) => error instanceof UsageError && expected.test(error.message),
      )
    })
  }
})

describe('renderExplanation()', () => {
  const source = memoryFiles({ 'a.txt': '' })
  const delay = { from: 0, to: 0 }
  const everything = createApp({ source, hosts: [], cors: ['*'], isolated: true, delay })

  test('has a reason for every step, also for one that says nothing itself', async () => {
    const request = new Request('http://localhost/nothing')
    const explanation = await everything.explain(request)
    const lines = renderExplanation(request, explanation, paintFor(false))
    const steps = lines.slice(2, lines.indexOf('', 2))
    assert.ok(steps.length > 5)
    for (const line of steps) assert.match(line, /^ {2}\w+ +(?:passed on|answered) +\S/)
  })

  test('has a line for each reason of a step', () => {
    const steps = [{ name: 'route', isAnswer: true, reasons: ['a.GET.json', 'no JSON'] }]
    const explanation = { response: new Response(null), steps, notes: [] }
    const lines = renderExplanation(new Request('http://localhost/a'), explanation, paintFor(false))
    assert.deepEqual(lines.slice(2, 4), [
      '  route  answered   a.GET.json',
      '                    no JSON',
    ])
  })

  test('shows nothing that acts on a terminal', async () => {
    const request = new Request('http://localhost/a')
    const steps = [{ name: 'file', isAnswer: true, reasons: ['\x1b[2J\n'] }]
    const explanation = { response: new Response(null), steps, notes: [] }
    const lines = renderExplanation(request, explanation, paintFor(false))
    assert.equal(lines[2], '  file  answered   \\x1b[2J\\x0a')
  })
})
