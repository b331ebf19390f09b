// What the suites of other mock servers assert, asked of every runtime.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { send, type WireAnswer } from '../conformance/client.ts'
import {
  type RunningServer,
  type Runtime,
  runtimeNames,
  startServer,
} from '../conformance/servers.ts'
import { requestOf } from './code-folder.ts'
import { cases } from './suite-cases.ts'
import { folder } from './suite-folder.ts'

const root = mkdtempSync(join(tmpdir(), 'webstand-suites-'))
const servers: RunningServer[] = []
const answers = new Map<Runtime, WireAnswer[]>()

async function answersOf(runtime: Runtime): Promise<WireAnswer[]> {
  const server = await startServer(runtime, root, '--allow-code', '--seed', 'a')
  servers.push(server)
  const found: WireAnswer[] = []
  for (const [, request] of cases) found.push(await send(server.origin, requestOf(request)))
  return found
}

beforeAll(async () => {
  for (const [path, content] of Object.entries(folder)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  const asked = runtimeNames.map(async (runtime) => answers.set(runtime, await answersOf(runtime)))
  await Promise.all(asked)
}, 120_000)

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  rmSync(root, { recursive: true, force: true })
})

describe.each(runtimeNames)('%s', (runtime) => {
  test.each(cases.map(([from, ...rest], index) => [from, index, ...rest] as const))(
    'answers what %s expects',
    (_from, index, _request, status, text, fields = {}) => {
      const answer = answers.get(runtime)![index]!
      const found = answer.body.toString(isLatin(text) ? 'latin1' : 'utf8')
      if (typeof text === 'string') expect(found).toBe(text)
      else if (text !== undefined) expect(found).toMatch(text)
      expect(answer.status).toBe(status)
      expect(found).not.toContain('SECRET')
      for (const [name, value] of Object.entries(fields)) {
        const line = answer.fields[name]?.toString()
        if (value instanceof RegExp) expect(line, name).toMatch(value)
        else expect(line, name).toBe(value)
      }
    },
  )
})

/** Whether what is expected are bytes: they have no text in UTF-8. */
function isLatin(text: string | RegExp | undefined): boolean {
  return text instanceof RegExp && text.source.includes('\\xff')
}
