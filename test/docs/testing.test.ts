import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mock } from '../../src/test.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/testing.md'), 'utf8')

// The page has the test below, word for word but for the path of the import.
test('docs/testing.md has this test', () => {
  const [, code = ''] = /test\/docs\/testing\.test\.ts -->\n```ts\n([\s\S]*?)```/.exec(page) ?? []
  const own = readFileSync(import.meta.filename, 'utf8')
  const example = code.slice(code.indexOf("test('"))
  expect(example.length).toBeGreaterThan(200)
  expect(own).toContain(example)
})

test('shows who is on the train', async () => {
  await using api = await mock({
    'berths/[id].GET.json': { id: '{{params.id | int}}', name: 'Zoë' },
    'berths/13.GET.404.json': { error: 'there is no berth 13' },
    'bookings.POST.201.ts': async (request: Request) => ({ booked: await request.json() }),
  })

  const berth = await api.fetch('/berths/7')
  expect(await berth.json()).toEqual({ id: 7, name: 'Zoë' })

  await api.fetch('/bookings', { method: 'POST', body: '{"berth":7}' })
  expect(api.requests.at(-1)).toMatchObject({ method: 'POST', status: 201, text: '{"berth":7}' })
})
