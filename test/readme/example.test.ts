// The README shows this file: `readme.test.ts` compares them.
import { expect, test } from 'vitest'
import { createApp, memoryFiles } from '../../src/index.ts'

const files = { 'hello.txt': 'Hello!', 'users/[id].GET.json': '{ "id": "{{params.id}}" }' }
const app = createApp({ source: memoryFiles(files) })

test('a file is served, and any part of it', async () => {
  const part = await app.request('/hello.txt', { headers: { Range: 'bytes=0-3' } })
  expect([part.status, await part.text()]).toEqual([206, 'Hell'])
})

test('a name with a method word is a route', async () => {
  const response = await app.fetch(new Request('http://localhost/users/7'))
  expect(await response.json()).toEqual({ id: '7' })
})
