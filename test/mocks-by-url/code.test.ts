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
import { folder, requestOf, rows } from './code-folder.ts'
import { comparable } from './comparable.ts'

const root = mkdtempSync(join(tmpdir(), 'webstand-code-by-url-'))
const servers = new Map<Runtime, RunningServer>()
const answers = new Map<Runtime, WireAnswer[]>()

async function answersOf(runtime: Runtime): Promise<WireAnswer[]> {
  const server = await startServer(runtime, root, '--allow-code')
  servers.set(runtime, server)
  const found: WireAnswer[] = []
  for (const [request] of rows) found.push(await send(server.origin, requestOf(request)))
  return found
}

beforeAll(async () => {
  for (const [path, content] of Object.entries(folder)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  await Promise.all(
    runtimeNames.map(async (runtime) => answers.set(runtime, await answersOf(runtime))),
  )
}, 120_000)

afterAll(async () => {
  await Promise.all([...servers.values()].map((server) => server.stop()))
  rmSync(root, { recursive: true, force: true })
})

/** What Bun does in its own way: a charset for `Response.json`, and the length of a short stream. */
function alike(answer: WireAnswer, request: string) {
  const { fields, ...rest } = comparable(answer)
  const type = String(fields['content-type'])
    .toLowerCase()
    .replace(/^(application\/json);.*/, '$1')
  const { 'content-type': _, 'content-length': length, ...others } = fields
  return { ...rest, fields: { ...others, type, length: /stream/.test(request) ? null : length } }
}

describe.each(runtimeNames)('code on %s', (runtime) => {
  test.each(rows.map((row, index) => [index, ...row] as const))(
    'row %i: %j is %i',
    (index, _request, status, text) => {
      const answer = answers.get(runtime)![index]!
      expect(answer.status).toBe(status)
      const found = answer.body.toString(text === '\x00ÿ\x01' ? 'latin1' : 'utf8')
      if (typeof text === 'string') expect(found).toBe(text)
      else if (text !== undefined) expect(found).toMatch(text)
      expect(found).not.toContain('SECRET')
    },
  )

  test('sends the same fields as Node', () => {
    const [own, node] = [answers.get(runtime)!, answers.get('node')!]
    for (const [index, answer] of own.entries()) {
      const [request] = rows[index]!
      const said = JSON.stringify(request)
      expect(alike(answer, said), said).toEqual(alike(node[index]!, said))
    }
  })

  test('says in its log what went wrong, with the file', async () => {
    await expect.poll(() => servers.get(runtime)!.log(), { timeout: 10_000 }).toContain('SECRET')
  })
})
