import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WireAnswer } from '../conformance/client.ts'
import { runtimeNames } from '../conformance/servers.ts'
import { type Asked, askEverywhere } from './asking.ts'
import { folder, rows } from './code-folder.ts'
import { comparable } from './comparable.ts'
import { requestOf } from './requests.ts'

let asked: Asked

beforeAll(async () => {
  const requests = rows.map(([request]) => requestOf(request))
  asked = await askEverywhere(folder, requests, '--allow-code')
}, 120_000)

afterAll(() => asked.close())

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
      const answer = asked.answers.get(runtime)![index]!
      expect(answer.status).toBe(status)
      const found = answer.body.toString(text === '\x00ÿ\x01' ? 'latin1' : 'utf8')
      if (typeof text === 'string') expect(found).toBe(text)
      else if (text !== undefined) expect(found).toMatch(text)
      expect(found).not.toContain('SECRET')
    },
  )

  test('sends the same fields as Node', () => {
    const [own, node] = [asked.answers.get(runtime)!, asked.answers.get('node')!]
    for (const [index, answer] of own.entries()) {
      const [request] = rows[index]!
      const said = JSON.stringify(request)
      expect(alike(answer, said), said).toEqual(alike(node[index]!, said))
    }
  })

  test('says in its log what went wrong, with the file', async () => {
    await expect
      .poll(() => asked.servers.get(runtime)!.log(), { timeout: 10_000 })
      .toContain('SECRET')
  })
})
