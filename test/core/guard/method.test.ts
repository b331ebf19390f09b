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
