import { describe, expect, test } from 'vitest'
import { createApp, memoryFiles } from '../../src/index.ts'

const app = createApp({
  source: memoryFiles({
    'a.txt': 'a',
    'users/[id].GET.json': '{"method":"{{method}}"}',
    'orders.POST.201.json': '{}',
  }),
})

/** What the owner is told, in a form: more than others are. */
async function asked(method: string, path: string, accept: string): Promise<Response> {
  return app.request(path, { method, headers: { Accept: accept } }, { ip: '127.0.0.1' })
}

describe('RFC 9110 §8.6: HEAD says the length that GET has', () => {
  const paths = [
    '/a.txt',
    '/',
    '/nope',
    '/users',
    '/users/7',
    '/orders',
    '/a.txt/',
    '/%',
    '/a.txt?q',
  ]
  const forms = ['text/html', 'text/plain', 'application/json', 'application/problem+json']

  test.each(paths.flatMap((path) => forms.map((form) => [path, form] as const)))(
    '%s as %s',
    async (path, form) => {
      const got = await asked('GET', path, form)
      const head = await asked('HEAD', path, form)
      expect(head.status).toBe(got.status)
      expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(got.headers))
      expect(await head.text()).toBe('')
      const length = new TextEncoder().encode(await got.text()).length
      expect(head.headers.get('Content-Length')).toBe(String(length))
    },
  )
})
