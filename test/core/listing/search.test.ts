import { describe, expect, test } from 'vitest'
import { createApp, memoryFiles } from '../../../src/index.ts'
import { roundSource } from './round.ts'

const source = memoryFiles({
  'docs/Report.txt': 'a',
  'docs/old/report 2.txt': 'bb',
  'docs/old/deep/my-REPORT/notes.txt': 'c',
  'docs/other.txt': 'd',
  'docs/old/<img src=x onerror=alert(1)> report': 'hostile',
  'docs/node_modules/report/index.js': 'never',
  'docs/.git/report': 'hidden',
  'docs/api/reports.GET.json': '[]',
  'docs/api/reports/[id].GET.json': '{}',
})
const app = createApp({ source })
const browser = { headers: { Accept: 'text/html' } }
const owner = { ip: '127.0.0.1' }

interface Answer {
  query: string
  isComplete: boolean
  found: { name?: string; type: string; href?: string; path?: string }[]
}

async function ask(path: string, platform = {}, from = app): Promise<Answer> {
  const response = await from.request(path, {}, platform)
  expect(response.status).toBe(200)
  return response.json()
}

describe('?q=', () => {
  test('finds names here and below, the nearest first, whatever their case', async () => {
    const { query, isComplete, found } = await ask('/docs/?q=report&format=json')
    expect([query, isComplete]).toEqual(['report', true])
    expect(found.map(({ type, href }) => [type, href])).toEqual([
      ['file', './Report.txt'],
      ['directory', './api/reports/'],
      ['file', './old/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20report'],
      ['file', './old/report%202.txt'],
      ['directory', './old/deep/my-REPORT/'],
    ])
  })

  test('looks for every word', async () => {
    const { found } = await ask('/docs/?q=2++REP&format=json')
    expect(found.map(({ name }) => name)).toEqual(['report 2.txt'])
  })

  test('finds the routes that the visitor may see', async () => {
    const { found } = await ask('/docs/?q=reports&format=json', owner)
    const routes = found.filter(({ type }) => type === 'route')
    expect(routes.map(({ path, href }) => [path, href])).toEqual([
      ['/docs/api/reports', './api/reports'],
      ['/docs/api/reports/[id]', undefined],
    ])
    const { found: less } = await ask('/docs/?q=reports&format=json')
    expect(less.filter(({ type }) => type === 'route')).toEqual([])
  })

  test('is one path a line as text', async () => {
    const text = await (await app.request('/docs/?q=report&format=text')).text()
    expect(text.split('\n').slice(0, 3)).toEqual([
      'Report.txt',
      'api/reports/',
      expect.stringMatching('^old/'),
    ])
  })

  test('is a page with the folder of each, and what was asked is text', async () => {
    const hostile = '"><script>alert(1)</script>'
    const url = `/docs/?q=${encodeURIComponent(hostile)}`
    const empty = await (await app.request(url, browser)).text()
    expect(empty).toContain('Nothing found')
    expect(empty).not.toContain('<script>alert')
    const page = await (await app.request('/docs/?q=report', browser)).text()
    expect(page).toContain('5 found for “<bdi>report</bdi>”')
    expect(page).toContain('<a href="./old/report%202.txt">')
    expect(page).toContain('old/deep/')
    expect(page).not.toContain('<img src=x')
    expect(page).toContain('name="q" value="report"')
  })

  test('of nothing is the listing', async () => {
    const page = await (await app.request('/docs/?q=+', browser)).text()
    expect(page).toContain('other.txt')
    expect(page).not.toContain('found for')
  })

  test('says where it stopped', async () => {
    const names = Array.from({ length: 1200 }, (_, index) => [`${index}.txt`, ''])
    const many = createApp({ source: memoryFiles(Object.fromEntries(names)) })
    const { found, isComplete } = await ask('/?q=txt&format=json', {}, many)
    expect([found.length, isComplete]).toEqual([1000, false])
    const page = await (await many.request('/?q=txt', browser)).text()
    expect(page).toContain('1,000 found, and there may be more')
  })

  test('follows no link twice', async () => {
    const app = createApp({ source: roundSource })
    const { found, isComplete } = await ask('/?q=round&format=json', {}, app)
    expect([found.map(({ href }) => href), isComplete]).toEqual([['./round/'], true])
  })
})
