import { describe, expect, test } from 'vitest'
import { sorted } from '../../../src/core/listing/lazy-sort.ts'
import { createApp, type DirectoryEntry, type FileSource, memoryFiles } from '../../../src/index.ts'

const COUNT = 5000
const dates = (index: number) => 1_577_836_800_000 + ((index * 7919) % COUNT) * 1000
const files = Array.from({ length: COUNT }, (_, index) => [
  `file${index}.txt`,
  { content: '', lastModified: dates(index) },
])
const source = memoryFiles({ ...Object.fromEntries(files), 'zoo/a.txt': 'a' })
const app = createApp({ source })
const browser = { headers: { Accept: 'text/html' } }

const page = async (path: string) => (await app.request(path, browser)).text()
const labels = (markup: string) =>
  [...markup.matchAll(/<span class="label"><bdi>([^<]*)/g)].map((match) => match[1]!)

describe('a large folder', () => {
  test('is shown in pages, the folders first', async () => {
    const first = await page('/')
    const shown = labels(first)
    expect(shown).toHaveLength(1000)
    expect(shown.slice(0, 3)).toEqual(['zoo', 'file0.txt', 'file1.txt'])
    expect(first).toContain('1 folder · 5,000 files · 1 to 1,000 shown')
    expect(first).toContain('<a class="button" href="?page=2" rel="nofollow">Next</a>')
    expect(first).not.toContain('Before')
    const last = await page('/?page=6')
    expect(labels(last)).toEqual(['file4999.txt'])
    expect(last).toContain('Page 6 of 6')
    expect(labels(await page('/?page=99'))).toEqual(['file4999.txt'])
    expect(labels(await page('/?page=x'))[0]).toBe('zoo')
  })

  test('keeps its order from page to page', async () => {
    const markup = await page('/?sort=modified&order=desc&page=2')
    const byDate = files
      .map((_, index) => index)
      .sort((a, b) => dates(b) - dates(a))
      .map((index) => `file${index}.txt`)
    expect(labels(markup)).toEqual(byDate.slice(999, 1999))
    expect(markup).toContain('?sort=modified&amp;order=desc&amp;page=3')
  })

  test.each([
    ['', (index: number) => `file${index}.txt`],
    ['&order=desc', (index: number) => `file${COUNT - 1 - index}.txt`],
  ])('is whole as JSON and as text, in its order "%s"', async (query, name) => {
    const expected = ['zoo', ...Array.from({ length: COUNT }, (_, index) => name(index))]
    const response = await app.request(`/?format=json${query}`)
    expect(response.headers.get('etag')).toBe(null)
    const entries = (await response.json()) as { name: string }[]
    expect(entries.map((entry) => entry.name)).toEqual(expected)
    const text = await (await app.request(`/?format=text${query}`)).text()
    expect(text.split('\n').slice(1, -1)).toEqual(expected.slice(1))
  })

  test('is sent from its first byte on before it is read', async () => {
    let read = 0
    let open = 0
    const endless: DirectoryEntry = {
      kind: 'directory',
      name: '',
      lastModified: 0,
      async *list() {
        open++
        try {
          for (;;) yield Array.from({ length: 1000 }, () => ({ name: `${read++}`, kind: 'file' }))
        } finally {
          open--
        }
      },
      describe: async () => [],
    }
    const find: FileSource['find'] = (path) => (path === '' ? endless : null)
    const response = await createApp({ source: { find }, mocks: 'never' }).request('/', browser)
    const reader = response.body!.getReader()
    const { value } = await reader.read()
    expect(new TextDecoder().decode(value)).toMatch(/^<!doctype html>/)
    expect(read).toBeLessThan(5000)
    await reader.cancel()
    expect(open).toBe(0)
  })
})

test('sorted() gives each part of the order', async () => {
  const items = Array.from({ length: 10_000 }, (_, index) => (index * 7919) % 3000)
  const expected = items.toSorted((a, b) => a - b)
  for (const [start, end] of [
    [0, 10_000],
    [0, 1],
    [1500, 4321],
    [9999, 10_000],
    [9000, 20_000],
    [10_000, 10_001],
  ] as const) {
    const found: number[] = []
    for await (const slice of sorted([...items], (a, b) => a - b, { start, end })) {
      found.push(...slice)
    }
    expect(found).toEqual(expected.slice(start, end))
  }
})
