import { describe, expect, test } from 'vitest'
import { createApp, type DirectoryEntry, memoryFiles } from '../../../src/index.ts'

const day = (count: number) => 1_577_836_800_000 + count * 86_400_000
const file = (size: number, lastModified: number) => ({ content: 'x'.repeat(size), lastModified })

const source = memoryFiles({
  'dir/file10.txt': file(5, day(1)),
  'dir/File2.txt': file(7, day(3)),
  'dir/file1.txt': file(9, day(2)),
  'dir/sub/deep/x.txt': 'x',
  'hostile/<img src=x onerror=alert(1)>.txt': 'tag',
  'hostile/javascript:alert(1)': 'scheme',
  'hostile/a#b?c%d&amp;.txt': 'marks',
  'hostile/new\nline.txt': 'line',
  'quoted/it\'s "so".txt': 'quotes',
  'hostile/back\\slash': 'slash',
  'hostile/\u202egnp.exe': 'override',
  'hostile/🦉.txt': 'owl',
})
const app = createApp({ source })
const browser = { headers: { Accept: 'text/html,*/*;q=0.8' } }

async function names(path: string): Promise<string[]> {
  const entries = (await (await app.request(path)).json()) as { name: string }[]
  return entries.map(({ name }) => name)
}

async function page(path: string, init: RequestInit = browser, from = app): Promise<string> {
  return (await from.request(path, init)).text()
}

/** The values of an attribute, in their order, as the markup has them; icons are left out. */
function attributes(markup: string, name: string): string[] {
  const all = [...markup.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))]
  return all.map((match) => match[1]!).filter((value) => !value.startsWith('#'))
}

describe('a listing', () => {
  test.each([
    ['', ['sub', 'file1.txt', 'File2.txt', 'file10.txt']],
    ['&order=desc', ['sub', 'file10.txt', 'File2.txt', 'file1.txt']],
    ['&sort=size', ['sub', 'file10.txt', 'File2.txt', 'file1.txt']],
    ['&sort=size&order=desc', ['sub', 'file1.txt', 'File2.txt', 'file10.txt']],
    ['&sort=modified&order=desc', ['sub', 'File2.txt', 'file1.txt', 'file10.txt']],
  ])('has folders first and follows "%s"', async (query, expected) => {
    expect(await names(`/dir/?format=json${query}`)).toEqual(expected)
  })

  test('has links that a program without a parser of HTML can read', async () => {
    expect(await page('/quoted/')).toContain(`<a href="./it's%20%22so%22.txt">`)
  })

  test('says in JSON what is known of an entry', async () => {
    const response = await app.request('/dir/', { headers: { Accept: 'application/json' } })
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(await response.json()).toContainEqual({
      name: 'file10.txt',
      type: 'file',
      size: 5,
      modified: '2020-01-02T00:00:00.000Z',
      href: './file10.txt',
    })
  })

  test('is one name a line as text, with control characters encoded', async () => {
    const response = await app.request('/hostile/', { headers: { Accept: 'text/plain' } })
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    const lines = (await response.text()).split('\n')
    expect(lines).toContain('new%0Aline.txt')
    expect(lines).toContain('a#b?c%d&amp;.txt')
    expect(lines).toHaveLength(8)
  })

  test.each([['text/html'], ['application/json'], ['text/plain']])(
    'has as %s a strong tag that changes with it',
    async (accept) => {
      const headers = { Accept: accept }
      const first = await app.request('/dir/', { headers })
      const etag = first.headers.get('etag')!
      expect(etag).toMatch(/^"[^"]+"$/)
      const again = await app.request('/dir/', { headers: { ...headers, 'If-None-Match': etag } })
      expect([again.status, again.headers.get('etag')]).toEqual([304, etag])
      const other = await app.request('/dir/?order=desc', { headers })
      expect(other.headers.get('etag')).not.toBe(etag)
    },
  )

  test('has a tag up to 2 000 entries', async () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}.txt`, '']))
    const tag = async (count: number) => {
      const large = createApp({ source: memoryFiles(many(count)) })
      return (await large.request('/?format=text')).headers.get('etag')
    }
    expect(await tag(2000)).not.toBe(null)
    expect(await tag(2001)).toBe(null)
  })
})

describe('the page of a listing', () => {
  test('links to the folders above, and never above the root', async () => {
    const deep = attributes(await page('/dir/sub/'), 'href')
    expect(deep).toEqual(expect.arrayContaining(['../../', '../', './deep/']))
    const root = attributes(await page('/'), 'href')
    expect(root.filter((href) => href.startsWith('..') || href.startsWith('/'))).toEqual([])
  })

  test('has the same links below a base, and calls the root by its name', async () => {
    const mounted = createApp({ source, base: '/my%20files' })
    const root = await page('/my%20files/', browser, mounted)
    expect(attributes(root, 'href').filter((href) => /^\.\.|^\//.test(href))).toEqual([])
    expect(root).toContain('<h1><bdi>my files</bdi></h1>')
    const below = attributes(await page('/my%20files/dir/', browser, mounted), 'href')
    expect(below.slice(1)).toEqual(attributes(await page('/dir/'), 'href').slice(1))
  })

  test('sorts by links, and marks the column', async () => {
    const sorted = await page('/dir/?sort=size&order=desc')
    expect(sorted).toMatch(/aria-sort="descending"><a href="\?sort=size&amp;order=asc"/)
    expect(attributes(sorted, 'aria-sort')).toEqual(['descending'])
  })

  test('shows totals, sizes and dates with their exact values', async () => {
    const markup = await page('/dir/')
    expect(markup).toContain('1 folder · 3 files · 21 B')
    expect(markup).toContain('<data value="5" title="5 bytes">5 B</data>')
    expect(markup).toContain(
      '<time datetime="2020-01-02T00:00:00.000Z" title="2020-01-02 00:00:00 UTC">',
    )
  })

  test('escapes names, and links each to its own bytes', async () => {
    const markup = await page('/hostile/')
    expect(markup).not.toContain('<img')
    expect(markup).not.toContain('\u202e')
    const links = attributes(markup, 'href').filter((href) => href.startsWith('./'))
    const bodies = links
      .filter((href) => href !== './')
      .map(async (href) => page(new URL(href, 'http://localhost/hostile/').pathname))
    expect((await Promise.all(bodies)).sort()).toEqual(
      ['line', 'marks', 'override', 'owl', 'scheme', 'slash', 'tag'].sort(),
    )
  })

  test('gives other programs no links but those to the entries', async () => {
    const links = attributes(await page('/dir/', { headers: { Accept: '*/*' } }), 'href')
    expect(links.slice(1)).toEqual([
      '../',
      '../',
      './sub/',
      './file1.txt',
      './File2.txt',
      './file10.txt',
    ])
  })

  test('is a gallery where it is asked for, also below it', async () => {
    const pictures = createApp({ source: memoryFiles({ 'a.png': '', 'b.txt': '', 'sub/c': '' }) })
    const markup = await page('/?view=gallery', browser, pictures)
    expect(attributes(markup, 'src').slice(1)).toEqual(['./a.png'])
    expect(attributes(markup, 'href')).toContain('./sub/?view=gallery')
  })

  test('says that a folder is empty', async () => {
    const directory: DirectoryEntry = {
      kind: 'directory',
      name: '',
      lastModified: 0,
      async *list() {},
      describe: async () => [],
    }
    const empty = createApp({ source: { find: (path) => (path === '' ? directory : null) } })
    expect(await page('/', browser, empty)).toContain('This folder is empty')
  })

  test('answers 403 for a folder that may not be read, and 500 for another error', async () => {
    const failing: DirectoryEntry = {
      kind: 'directory',
      name: '',
      lastModified: 0,
      // biome-ignore lint/correctness/useYield: it fails before it has anything.
      async *list() {
        throw new Error('EIO')
      },
      describe: async () => [],
    }
    const status = async (directory: DirectoryEntry, path = '/') => {
      const find = (path: string) => (path === '' ? directory : null)
      return (await createApp({ source: { find }, mocks: 'never' }).request(path)).status
    }
    for (const path of ['/', '/?archive=zip', '/?q=a', '/?markdown=a.md']) {
      expect(await status({ ...failing, isReadable: false }, path)).toBe(403)
    }
    expect(await status(failing)).toBe(500)
  })

  test('loads nothing but its own', async () => {
    const policy = (await app.request('/dir/', browser)).headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(await page('/dir/')).not.toMatch(/ (?:style|on\w+)=/)
  })
})
