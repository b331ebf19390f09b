import { expect, test } from 'vitest'
import { parseBody } from '../../../src/core/mocks/body.ts'

const FORM = 'application/x-www-form-urlencoded'

async function formOf(text: string): Promise<unknown> {
  return (await parseBody(new TextEncoder().encode(text), FORM)).value
}

test('parseBody() lists the values of a name that is there again', async () => {
  expect(await formOf('a=1&b=2&a=3&a=4')).toEqual({ a: ['1', '3', '4'], b: '2' })
})

// As many as fit in what is read of a body: in time that grows with their square it never ends.
test('parseBody() reads a form of 300 000 fields of one name', async () => {
  const { a } = (await formOf('a=&'.repeat(300_000))) as { a: string[] }
  expect(a).toHaveLength(300_000)
})
