import { expect, test } from 'vitest'
import { parseView, sortedBy, viewQuery } from '../../../src/core/listing/view.ts'

const view = (query: string) => parseView(new URLSearchParams(query))

test.each([
  ['', ''],
  ['?sort=name&order=asc', ''],
  ['?sort=weight&order=up&view=3d', ''],
  ['?order=desc', '?sort=name&order=desc'],
  ['?sort=size', '?sort=size&order=asc'],
  ['?view=gallery&x=1', '?view=gallery'],
  ['?sort=modified&order=desc&view=gallery', '?sort=modified&order=desc&view=gallery'],
])('viewQuery(parseView("%s")) is "%s"', (query, expected) => {
  expect(viewQuery(view(query))).toBe(expected)
})

test.each([
  ['', 'name', '?sort=name&order=desc'],
  ['?sort=name&order=desc', 'name', ''],
  ['', 'size', '?sort=size&order=desc'],
  ['?sort=size&order=desc', 'size', '?sort=size&order=asc'],
  ['?sort=size&order=asc', 'modified', '?sort=modified&order=desc'],
  ['?view=gallery', 'size', '?sort=size&order=desc&view=gallery'],
] as const)('sortedBy() from "%s" by %s is "%s"', (query, sort, expected) => {
  expect(viewQuery(sortedBy(view(query), sort))).toBe(expected)
})
