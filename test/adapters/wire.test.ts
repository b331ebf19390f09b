import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runtimeNames } from '../runtimes.ts'
import { type Child, get, start, Wire } from './runtime.ts'

describe.each(runtimeNames)('a request on the wire of %s', (runtime) => {
  let child: Child
  let port: number

  beforeAll(async () => {
    ;({ child, port } = await start(runtime))
  })

  afterAll(() => child.stop())

  /** The answer to a request, and whether the server is well afterwards. */
  async function ask(request: string): Promise<string> {
    const wire = new Wire(port).send(request)
    const answer = await wire.until((text) => text.includes('\r\n\r\n'))
    wire.destroy()
    const next = await fetch(`http://127.0.0.1:${port}/hello`)
    expect(await next.text()).toBe('hello')
    return answer
  }

  test.each([
    ['/nothing', 404],
    ['/moved', 307],
    ['/empty', 200],
    ['/cookies', 200],
  ])('gets an answer without content that says so: %s', async (path, status) => {
    const answer = await ask(get(path))
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(answer).toMatch(/^content-length: 0\r$/im)
    expect(answer).not.toMatch(/^transfer-encoding:/im)
    if (path === '/cookies') expect(answer.match(/^set-cookie: [ab]=\d\r$/gim)).toHaveLength(2)
  })

  test('gets a 304 without a length', async () => {
    const answer = await ask(get('/unchanged'))
    expect(answer).toMatch(/^HTTP\/1\.1 304 /)
    expect(answer).not.toMatch(/^(?:content-length|transfer-encoding):/im)
  })

  test.each(['/throws', '/rejects', '/field'])('gets no detail of a failure: %s', async (path) => {
    const answer = await ask(get(path, 'Connection: close\r\n'))
    expect(answer).toMatch(/^HTTP\/1\.1 500 /)
    expect(answer).not.toContain('secret')
    expect(answer.length).toBeLessThan(500)
  })

  test('is read in full', async () => {
    const body = 'x'.repeat(100_000)
    const answer = await fetch(`http://127.0.0.1:${port}/echo`, { method: 'POST', body })
    expect(await answer.text()).toBe(body)
  })

  test('is cut where the handler says so', async () => {
    const wire = new Wire(port).send(get('/abort'))
    const answer = await wire.until((text) => text.endsWith('too late'))
    expect(answer === '').toBe(runtime === 'node') // the others cannot
    wire.destroy()
  })
})
