// Takes the pictures of the README and of docs/listing.md: `node scripts/pictures.ts [FOLDER]`.
import { join } from 'node:path'
import { argv } from 'node:process'
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { diskFiles, serve } from '../src/adapters/node.ts'
import { renderMarkdown } from '../src/cli/markdown.ts'
import { createApp } from '../src/index.ts'

const [folder = join(import.meta.dirname, '../docs')] = argv.slice(2)

/** A picture: where it is taken, how tall it is, and what is done before. */
interface Picture {
  readonly path: string
  readonly width?: number
  readonly height?: number
  readonly schemes?: readonly ('light' | 'dark')[]
  act?(page: Page): Promise<void>
}

const pictures: Record<string, Picture> = {
  demo: {
    path: '/',
    async act(page) {
      await page.locator('input[name=berth][value="7"]').check({ force: true })
      await page.locator('#log-line', { hasText: '/api/berths/7' }).waitFor()
      await page.evaluate('scrollTo(0, 0)')
    },
  },
  gallery: { path: '/window-seat/?view=gallery' },
  routes: {
    path: '/api/',
    height: 1010,
    async act(page) {
      const form = page.locator('details', { hasText: 'booking' })
      await form.locator('summary').click()
      await form.getByLabel('id').fill('7')
      await form.getByLabel('Body').fill('{"name": "Zoë", "wake": "two soft knocks"}')
      await form.getByRole('button', { name: 'Send' }).click()
      await form.getByText('Created').waitFor()
    },
  },
  look: {
    path: '/depot/timetable/',
    schemes: ['light'],
    async act(page) {
      await page.getByRole('link', { name: 'little-owl.json' }).focus()
      await page.keyboard.press('Space')
      await page.locator('dialog pre').waitFor()
    },
  },
  narrow: { path: '/depot/', width: 360, schemes: ['light'] },
}

const app = createApp({
  source: diskFiles(join(import.meta.dirname, '../demo')),
  hosts: [],
  markdown: renderMarkdown,
})
const server = await serve(app.fetch, { port: 0 })
const { port } = new URL(server.url)
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  // They show the address that everybody gets.
  args: ['--no-sandbox', `--host-resolver-rules=MAP localhost:8000 127.0.0.1:${port}`],
})

for (const [name, picture] of Object.entries(pictures)) {
  const { width = 1200, height = 700, schemes = ['light', 'dark'] } = picture
  for (const colorScheme of schemes) {
    const options: BrowserContextOptions = { colorScheme, reducedMotion: 'reduce' }
    const page = await browser.newPage({ ...options, viewport: { width, height } })
    await page.goto(`http://localhost:8000${picture.path}`, { waitUntil: 'networkidle' })
    await picture.act?.(page)
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) })
    await page.close()
  }
}

await browser.close()
app.close()
await server.close(0)
