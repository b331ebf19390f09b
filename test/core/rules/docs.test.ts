import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createApp, type HtmlHandling, memoryFiles, readSite } from '../../../src/index.ts'

const page = readFileSync(join(import.meta.dirname, '../../../docs/rules.md'), 'utf8')

const sectionOf = (heading: string) => page.split(`\n## ${heading}\n`)[1]!.split('\n## ')[0]!

/** The example of a section. */
const exampleIn = (heading: string) => /```\n(.*?)```/s.exec(sectionOf(heading))![1]!

/** The cells of each row of the table of a section, below its two first rows. */
function rowsIn(heading: string): string[][] {
  const rows = sectionOf(heading)
    .match(/^\|.*\|$/gm)!
    .slice(2)
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((text) => text.trim()),
  )
}

const plain = (text: string) => text.replaceAll('`', '')

const files = {
  'new.txt': 'new',
  'assets/app.js': 'app',
  'api/users.GET.json': '[]',
  _redirects: exampleIn('`_redirects`'),
  _headers: exampleIn('`_headers`'),
}
const source = memoryFiles(files)
const app = createApp({ source })

async function ask(request: string): Promise<Response> {
  const [method, path] = plain(request).split(' ') as [string, string]
  return app.request(path, { method })
}

test('the examples of docs/rules.md have no mistake', async () => {
  const { mistakes, redirects, headers } = await readSite(source)
  expect([mistakes, redirects?.length, headers?.length]).toEqual([[], 5, 4])
})

describe('docs/rules.md: _redirects', () => {
  test.each(rowsIn('`_redirects`'))('%s is %s', async (request, answer) => {
    const { status, headers } = await ask(request)
    const location = headers.get('location')
    const words = plain(answer).split(/ to |, from /)
    expect(String(status)).toBe(words[0])
    expect(location).toBe(answer.includes(' to ') ? words[1] : null)
  })
})

describe('docs/rules.md: _headers', () => {
  test.each(rowsIn('`_headers`'))('%s has %s %s', async (request, field, value) => {
    const { headers } = await ask(request)
    expect(headers.get(plain(field)) ?? '').toBe(plain(value))
  })

  test('a rule for a host', async () => {
    const response = await app.request('https://main.preview.example/new.txt')
    expect(response.headers.get('x-branch')).toBe('main')
  })
})

describe('docs/rules.md: pages', () => {
  const modes = ['any', 'auto', 'force-slash', 'drop-slash', 'exact'] as const
  for (const [file, ...cells] of rowsIn('Pages')) {
    test.each(modes)(`${file} with --html %s`, async (html: HtmlHandling) => {
      const shown = createApp({ source: memoryFiles({ [plain(file!)]: 'page' }), html })
      const paths = plain(cells[modes.indexOf(html)]!).split(', ')
      const spellings = ['/about', '/about/', '/about.html', '/team', '/team/', '/team/index.html']
      for (const path of spellings) {
        const response = await shown.request(path)
        const isPage = response.status === 200 && (await response.text()) === 'page'
        expect([path, isPage]).toEqual([path, paths.includes(path)])
      }
    })
  }
})
