// The README shows the middle of this file: `readme.test.ts` compares them.
import { expect, test } from 'vitest'

import { diskFiles, serve } from '../../src/adapters/node.ts'
import { createApp } from '../../src/index.ts'

const app = createApp({ source: diskFiles('demo'), hosts: [] })
const server = await serve(app.fetch, { port: 0 }) // 0 picks a free one
console.log(server.url)

test('the server of the README answers, and stops', async () => {
  const response = await fetch(new URL('api/berths/7', server.url))
  expect(await response.json()).toMatchObject({ berth: '7' })
  await server.close()
})
