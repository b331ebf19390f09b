import type { Case, Expected } from './cases.ts'
import type { WireAnswer } from './client.ts'

/** What an answer has that its row does not expect, a sentence each. */
export function mistakesIn({ status, fields, body }: WireAnswer, row: Case): string[] {
  const mistakes: string[] = []
  if (![row.status].flat().includes(status)) mistakes.push(`status ${status}, not ${row.status}`)
  for (const [name, expected] of Object.entries(row.expect ?? {})) {
    const value = fields[name]?.toString()
    if (!isAsExpected(value, expected)) mistakes.push(`${name}: ${value}, not ${expected}`)
  }
  const text = body.toString('utf8')
  if (row.text !== undefined && !isAsExpected(text, row.text)) {
    mistakes.push(`content ${JSON.stringify(text.slice(0, 200))}, not ${row.text}`)
  }
  return mistakes
}

function isAsExpected(value: string | undefined, expected: Expected): boolean {
  if (expected === null || value === undefined) return expected === (value ?? null)
  return typeof expected === 'string' ? value === expected : expected.test(value)
}
