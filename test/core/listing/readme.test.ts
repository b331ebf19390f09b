import { expect, test } from 'vitest'
import { createApp, memoryFiles } from '../../../src/index.ts'

const source = memoryFiles({
  'both/README.md': '# Title <b>',
  'both/readme.txt': 'text',
  'text/Readme.txt': '<script>alert(1)</script>\n  two',
  'bare/README': 'bare',
  'empty/README.md': '  \n',
  'large/README.md': 'x'.repeat(300_000),
  'none/a.md': 'a',
})
const browser = { headers: { Accept: 'text/html' } }
const markdown = (text: string) => `<p>rendered: ${text.length}</p>`

async function readme(path: string, app = createApp({ source, markdown })): Promise<string | null> {
  const page = await (await app.request(path, browser)).text()
  return /<section class="card readme".*?<\/section>/s.exec(page)?.[0] ?? null
}

test('the README of a folder stands below its listing, Markdown first', async () => {
  expect(await readme('/both/')).toContain('<div class="prose"><p>rendered: 11</p></div>')
  expect(await readme('/both/')).toContain('<h2 id="readme"><bdi>README.md</bdi></h2>')
  const text = '<pre class="prose" tabindex="0">&lt;script&gt;alert(1)&lt;/script&gt;\n  two</pre>'
  expect(await readme('/text/')).toContain(text)
  expect(await readme('/bare/')).toContain('>bare</pre>')
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
