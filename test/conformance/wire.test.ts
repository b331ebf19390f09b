import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { send, sendRaw } from './client.ts'
import { alphabet, createFixture } from './fixture.ts'
import { type RunningServer, type Runtime, runtimeNames, startServer } from './servers.ts'
import { repaired, type WireCase, wireCases } from './wire-cases.ts'

const fixture = createFixture()
const servers = new Map<Runtime, RunningServer>()

beforeAll(async () => {
  const started = runtimeNames.map(async (runtime) => {
    servers.set(runtime, await startServer(runtime, fixture.folder))
  })
  await Promise.all(started)
}, 120_000)

afterAll(async () => {
  await Promise.all([...servers.values()].map((server) => server.stop()))
  rmSync(fixture.parent, { recursive: true, force: true })
})

function answerOf({ answer }: WireCase, runtime: Runtime): number | null {
  return typeof answer === 'object' && answer !== null ? answer[runtime] : answer
}

describe.each(runtimeNames)('on the wire of %s', (runtime) => {
  for (const row of wireCases) {
    test(`${row.name}: ${row.why}`, async () => {
      const { origin } = servers.get(runtime)!
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
