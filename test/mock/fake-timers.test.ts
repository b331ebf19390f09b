import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { mock } from '../../src/test.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a delay is over when the faked time is', async () => {
  await using api = await mock({ 'late.MOCK.json': [{ delay: 5000, body: 'late' }] })
  let isAnswered = false
  const asked = api.fetch('/late').finally(() => {
    isAnswered = true
  })
  await vi.advanceTimersByTimeAsync(4999)
  expect(isAnswered).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(await (await asked).text()).toBe('late')
})

test('what Prefer waits for is over when the faked time is', async () => {
  await using api = await mock({ 'x.GET.json': { id: '{{uuid}}' } })
  const asked = api.fetch('/x', { headers: { Prefer: 'wait=60' } })
  await vi.advanceTimersByTimeAsync(60_000)
  expect((await asked).status).toBe(200)
})

test('a limit begins again when the faked time says so', async () => {
  await using api = await mock({ 'x.MOCK.json': [{ fault: { limit: '1/10s' } }] })
  const status = async () => (await api.fetch('/x')).status
  expect([await status(), await status()]).toEqual([200, 429])
  vi.setSystemTime(Date.now() + 10_000)
  expect(await status()).toBe(200)
})
