// What the suites of other mock servers assert, asked of every runtime.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runtimeNames } from '../conformance/servers.ts'
import { type Asked, askEverywhere } from './asking.ts'
import { requestOf } from './requests.ts'
import { cases } from './suite-cases.ts'
import { folder } from './suite-folder.ts'

let asked: Asked

beforeAll(async () => {
  const requests = cases.map(([, request]) => requestOf(request))
  asked = await askEverywhere(folder, requests, '--allow-code', '--seed', 'a')
}, 120_000)

afterAll(() => asked.close())

describe.each(runtimeNames)('%s', (runtime) => {
  test.each(cases.map(([from, ...rest], index) => [from, index, ...rest] as const))(
    'answers what %s expects',
    (_from, index, _request, status, text, fields = {}) => {
      const answer = asked.answers.get(runtime)![index]!
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
