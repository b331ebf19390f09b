import { expect, test } from 'vitest'
import { createApp, memoryFiles } from '../../../src/index.ts'

const source = memoryFiles({
  'both/README.md': '# Title <b>',
  'both/readme.txt': 'text',
  'text/Readme.txt': '<script>alert(1)</script>\n  two',
  'bare/README': 'bare',
  'empty/README.md': '  \n',
  'large/README.md': 'x'.repeat(300_000),
  'both-large/README.md': 'x'.repeat(300_000),
  'both-large/readme.txt': 'short',
  'none/a.md': 'a',
  'none/.hidden.md': 'hidden',
  'none/a.txt': 'text',
})
const browser = { headers: { Accept: 'text/html' } }
const markdown = (text: string) => `<p>rendered: ${text.length}</p>`

async function readme(path: string, app = createApp({ source, markdown })): Promise<string | null> {
  const page = await (await app.request(path, browser)).text()
  return /<section class="card readme".*?<\/section>/s.exec(page)?.[0] ?? null
}

test('the README of a folder stands below its listing, Markdown first', async () => {
  expect(await readme('/both/')).toContain(
    '<div class="prose" dir="auto"><p>rendered: 11</p></div>',
  )
  expect(await readme('/both/')).toContain('<h2 id="readme"><bdi>README.md</bdi></h2>')
  const text =
    '<pre class="prose" dir="auto" tabindex="0">&lt;script&gt;alert(1)&lt;/script&gt;\n  two</pre>'
  expect(await readme('/text/')).toContain(text)
  expect(await readme('/bare/')).toContain('>bare</pre>')
})

test('a README that is too large leaves its place to the next', async () => {
  expect(await readme('/both-large/')).toContain('>short</pre>')
})

test('the README of a large folder stands below each of its pages', async () => {
  const names = Array.from({ length: 2500 }, (_, index) => [`file${index}.txt`, ''])
  const large = memoryFiles({
    ...Object.fromEntries(names),
    'ReadMe.md': '# Many',
    'README.txt': '',
  })
  const app = createApp({ source: large, markdown })
  for (const path of ['/', '/?page=3']) {
    expect(await readme(path, app)).toContain('<h2 id="readme"><bdi>ReadMe.md</bdi></h2>')
  }
})

test('what is empty, too large or no README is not shown', async () => {
  for (const path of ['/empty/', '/large/', '/none/', '/']) expect(await readme(path)).toBe(null)
  const { headers, ...rest } = { ...browser, headers: { Accept: '*/*' } }
  const forPrograms = await createApp({ source, markdown }).request('/both/', { headers, ...rest })
  expect(await forPrograms.text()).not.toContain('card readme')
})

test('Markdown that nobody renders is text', async () => {
  const plain = await readme('/both/', createApp({ source }))
  expect(plain).toContain('# Title &lt;b&gt;</pre>')
})

test('?markdown= is a Markdown file of the folder, rendered for Quick Look', async () => {
  const app = createApp({ source, markdown })
  const response = await app.request('/none/?markdown=a.md')
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(response.headers.get('content-security-policy')).toContain(`default-src 'none'`)
  expect(await response.text()).toBe('<div class="prose" dir="auto"><p>rendered: 1</p></div>')
})

test.each([
  '/none/?markdown=nope.md',
  '/none/?markdown=a.txt',
  '/none/?markdown=.hidden.md',
  '/none/?markdown=..%2Fboth%2FREADME.md',
  '/?markdown=both%2FREADME.md',
  '/?markdown=',
  '/large/?markdown=README.md',
])('%s is not there', async (path) => {
  expect((await createApp({ source, markdown }).request(path)).status).toBe(404)
})

test('?markdown= is not there where nobody renders it', async () => {
  expect((await createApp({ source }).request('/none/?markdown=a.md')).status).toBe(404)
})
