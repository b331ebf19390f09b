import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { send } from '../conformance/client.ts'
import {
  type RunningServer,
  type Runtime,
  runtimeNames,
  startServer,
} from '../conformance/servers.ts'
import { names } from '../core/mocks/names.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { comparable } from './comparable.ts'
import { folder, requests } from './folder.ts'

const root = temporaryFolder()
const servers = new Map<Runtime, RunningServer>()

/** Parameters would answer for all the others. */
const named = names.filter(([name]) => !name.startsWith('['))

function write(path: string, content: string | Uint8Array): void {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  utimesSync(file, 1_700_000_000, 1_700_000_000)
}

beforeAll(async () => {
  for (const [path, content] of Object.entries(folder)) write(path, content)
  for (const [name] of named) write(`names/${name}`, name)
  const started = runtimeNames.map(async (runtime) => {
    servers.set(runtime, await startServer(runtime, root, '--seed', 'a'))
  })
  await Promise.all(started)
}, 120_000)

afterAll(async () => {
  await Promise.all([...servers.values()].map((server) => server.stop()))
})

describe.each(runtimeNames)('%s', (runtime) => {
  test('sends a file of each name only when it is static', { timeout: 60_000 }, async () => {
    const found: [string, number][] = []
    for (const [name] of named) {
      const target = `/names/${encodeURIComponent(name)}`
      found.push([name, (await send(servers.get(runtime)!.origin, { target })).status])
    }
    expect(found).toEqual(named.map(([name, kind]) => [name, kind === 'static' ? 200 : 404]))
  })
})

test('one folder answers one list of 150 requests alike everywhere', {
  timeout: 120_000,
}, async () => {
  expect(requests.length).toBeGreaterThanOrEqual(150)
  const answers = await Promise.all(
    runtimeNames.map(async (runtime) => {
      const seen: object[] = []
      for (const request of requests) {
        seen.push({ request, ...comparable(await send(servers.get(runtime)!.origin, request)) })
      }
      return seen
    }),
  )
  const [node = [], ...others] = answers
  for (const [index, other] of others.entries()) {
    for (const [at, answer] of other.entries())
      expect(answer, runtimeNames[index + 1]).toEqual(node[at])
  }
  const statuses = node.map((answer) => (answer as { status: number }).status)
  for (const status of [
    200, 201, 202, 204, 205, 206, 304, 307, 403, 404, 405, 412, 416, 418, 422, 429, 503,
  ]) {
    expect(statuses, String(status)).toContain(status)
  }
  const fields = node.map((answer) => (answer as { fields: Record<string, string> }).fields)
  expect(fields.filter((all) => all['x-from'] === 'headers').length).toBeGreaterThan(10)
  expect(JSON.stringify(node)).not.toContain('SECRET')
})
