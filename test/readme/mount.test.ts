// The README shows the middle of this file: `readme.test.ts` compares them.
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { createApp, memoryFiles } from '../../src/index.ts'

const docs = createApp({ source: memoryFiles({ 'guide/start.txt': 'Hello!' }), base: '/docs' })

const app = new Hono()
app.get('/health', (context) => context.text('well'))
app.mount('/docs', docs.fetch, { replaceRequest: false })

test('the mounted app of the README answers below its base', async () => {
  expect(await (await app.request('/health')).text()).toBe('well')
  expect(await (await app.request('/docs/guide/start.txt')).text()).toBe('Hello!')
  const redirect = await app.request('/docs/guide')
  expect(redirect.headers.get('Location')).toBe('/docs/guide/')
})
