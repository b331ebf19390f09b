import { expect, test } from 'vitest'
import { listening } from '../../src/adapters/listening.ts'
import { serve } from '../../src/adapters/node.ts'
import { createApp, memoryFiles } from '../../src/index.ts'

const app = createApp({ source: memoryFiles({}) })

test('listening() refuses an app in the place of its fetch, which would be a 500 for each request', async () => {
  const expected = 'Cannot serve object: expected a function: app.fetch'
  expect(() => listening(app as never)).toThrow(expected)
  await expect(serve(app as never, { port: 0 })).rejects.toThrow(expected)
})
