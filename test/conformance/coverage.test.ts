import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cases } from './cases.ts'
import { coverage } from './coverage.ts'

const LAST = 150

const root = join(import.meta.dirname, '../..')
const asked = new Set(cases.map(({ method = 'GET', target }) => `${method} ${target}`))
const numbers = Array.from({ length: LAST }, (_, index) => index + 1)

test('coverage has each number once', () => {
  expect(coverage.map(([number]) => number)).toEqual(numbers)
})

describe('coverage', () => {
  for (const [number, what, ...places] of coverage) {
    const reasons = places.flatMap((place) => ('not' in place ? place.not : []))
    const title = [`${number}: ${what}`, ...reasons].join(', not covered: ')
    test(title, () => {
      expect(places.length).toBeGreaterThan(0)
      for (const place of places) {
        if ('rows' in place) expectRows(place.rows)
        if ('file' in place) {
          const text = readFileSync(join(root, place.file), 'utf8')
          expect(text.includes(place.title), `${place.file}: ${place.title}`).toBe(true)
        }
      }
    })
  }
})

function expectRows(rows: readonly string[]): void {
  for (const row of rows) {
    expect(asked.has(/^[A-Z]+ /.test(row) ? row : `GET ${row}`), row).toBe(true)
  }
}

test('the numbers that are not covered', () => {
  const open = coverage.filter(([, , ...places]) => places.every((place) => 'not' in place))
  for (const [number, what, ...places] of open) {
    const reasons = places.map((place) => ('not' in place ? place.not : ''))
    console.info(`${number}. ${what}: ${reasons.join('; ')}`)
  }
  expect(open.length).toBeLessThan(LAST / 5)
})

test('the table has three hundred rows, each with its section or its reason', () => {
  expect(cases.length).toBeGreaterThanOrEqual(300)
  for (const { why, target } of cases) expect(why.length, target).toBeGreaterThan(4)
})
