import { describe, expect, test } from 'vitest'
import { createApp, memoryFiles } from '../../../src/index.ts'

describe('a method that shows what was sent', () => {
  test.each(['TRACE', 'TRACK', 'CONNECT'])(
    '%s is 501, where nothing is and on any route',
    async (method) => {
      const app = createApp({ source: memoryFiles({ 'a.txt': 'a', 'x.GET.json': '{}' }) })
      for (const path of ['/a.txt', '/x', '/nope', '/']) {
        // A Request of the Web refuses these methods itself; those of the adapters do not.
        const request = new Request(`http://localhost${path}`, { headers: { 'X-Secret': 'shown' } })
        Object.defineProperty(request, 'method', { value: method })
        const response = await app.fetch(request)
        expect(response.status).toBe(501)
        expect(await response.text()).not.toContain('shown')
      }
    },
  )
})

describe('RFC 9110 §10.1.1: what a request expects', () => {
  const app = createApp({ source: memoryFiles({ 'a.txt': 'a', 'x.POST.json': '{}' }) })

  test.each([
    ['GET', '/a.txt', 'a-miracle', 417],
    ['HEAD', '/a.txt', 'a-miracle', 417],
    ['GET', '/nope', 'a-miracle', 417],
    ['POST', '/x', '100-continue, a-miracle', 417],
    ['POST', '/x', '100-continue=soon', 417],
    ['POST', '/x', '100-continue', 200],
    ['POST', '/x', '100-Continue', 200],
    ['POST', '/x', ' , 100-continue,', 200],
    ['GET', '/a.txt', '', 200],
  ])('%s %s with Expect: %s is %i', async (method, path, expected, status) => {
    const request = new Request(`http://localhost${path}`, { method })
    // Fetch has scripts of a page not set this field; a server gets it all the same.
    Object.defineProperty(request, 'headers', { value: new Headers({ Expect: expected }) })
    expect((await app.fetch(request)).status).toBe(status)
  })
})
