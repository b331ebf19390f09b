import { describe, expect, test } from 'vitest'
import { send, sendRaw } from './client.ts'
import { serveEverywhere } from './everywhere.ts'
import { alphabet } from './fixture.ts'
import { type Runtime, runtimeNames } from './servers.ts'
import { repaired, type WireCase, wireCases } from './wire-cases.ts'

const originOf = serveEverywhere()

function answerOf({ answer }: WireCase, runtime: Runtime): number | null {
  return typeof answer === 'object' && answer !== null ? answer[runtime] : answer
}

describe.each(runtimeNames)('on the wire of %s', (runtime) => {
  for (const row of wireCases) {
    test(`${row.name}: ${row.why}`, async () => {
      const origin = originOf(runtime)
      const received = await sendRaw(origin, row.request)
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(received)?.[1]
      expect(status === undefined ? null : Number(status)).toBe(answerOf(row, runtime))
      expect(received).not.toMatch(/OUTSIDE|SECRET/)
      const next = await send(origin, { target: '/hello.txt' })
      expect(next.body.toString()).toBe(alphabet)
    })
  }
})

test('no answer to what is malformed is a success, but where workerd repairs it', () => {
  for (const row of wireCases.filter((one) => one.isMalformed)) {
    for (const runtime of runtimeNames) {
      const isRepaired = runtime === 'workers' && row.name in repaired
      expect((answerOf(row, runtime) ?? 400) < 400, `${runtime}: ${row.name}`).toBe(isRepaired)
    }
  }
})
