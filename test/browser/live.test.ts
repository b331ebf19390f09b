import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderMarkdown } from '../../src/adapters/markdown.ts'
import { diskFiles, serve } from '../../src/adapters/node.ts'
import type { Server } from '../../src/adapters/server.ts'
import { type App, createApp, readSite, type Site } from '../../src/index.ts'
import { chromiumPath, launch, openPage, skipped } from './browser.ts'
import { type Folder, makeFolder } from './folder.ts'

let folder: Folder
let app: App
let server: Server
let browser: Browser
const listeners = new Set<() => void>()

/** What somebody who watches the folder does. */
async function change(): Promise<void> {
  site = await readSite(diskFiles(folder.path))
  for (const listener of listeners) listener()
}

let site: Site

describe.skipIf(chromiumPath === null)(`an open page${skipped}`, () => {
  beforeAll(async () => {
    folder = makeFolder()
    const source = diskFiles(folder.path)
    site = await readSite(source)
    const changes = (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
    app = createApp({ source, site: () => site, changes, markdown: renderMarkdown })
    server = await serve(app.fetch, { port: 0 })
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    app?.close()
    await server?.close()
    folder?.remove()
  })

  test('shows a route file that appears and one that goes, and keeps what is typed', async () => {
    const { page, problems } = await openPage(browser)
    await page.goto(`${server.url}api/`)
    const booking = page.locator('li', { hasText: 'booking' })
    await booking.locator('summary').click()
    await booking.getByLabel('Body').fill('{"half": "typed"')
    await expect.poll(() => listeners.size).toBe(1)

    folder.write('api/owls.GET.json', '["barn"]')
    rmSync(join(folder.path, 'api/lost.GET.json'))
    await change()
    await page.locator('.row', { hasText: '/api/owls' }).waitFor()
    await page.locator('.row', { hasText: '/api/lost' }).waitFor({ state: 'detached' })
    expect(await page.locator('.sum').textContent()).toBe('8 routes')
    expect(await booking.getByLabel('Body').inputValue()).toBe('{"half": "typed"')
    await page.locator('.row', { hasText: '/api/owls' }).click()
    await page.waitForURL('**/api/owls')
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('shows files in an empty folder, with all that a listing has', async () => {
    const { page, problems } = await openPage(browser)
    await page.goto(`${server.url}empty/`)
    await page.getByText('Put a file in it').waitFor()
    await expect.poll(() => listeners.size).toBe(1)
    folder.write('empty/first.txt', 'one')
    folder.write('empty/first.POST.json', '{}')
    await change()
    await page.getByRole('link', { name: 'first.txt' }).waitFor()
    expect(await page.locator('.empty').count()).toBe(0)
    expect(await page.locator('.row .method').textContent()).toBe('POST')
    await page.keyboard.press('/')
    await page.keyboard.type('txt')
    expect(await page.locator('[data-kind]:visible').count()).toBe(1)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    expect(await page.locator('.stage pre').textContent()).toBe('one')
    expect(problems).toEqual([])
    await page.context().close()
  })

  test('keeps the focus where a file changes', async () => {
    const { page } = await openPage(browser)
    await page.goto(`${server.url}depot/`)
    await expect.poll(() => listeners.size).toBe(1)
    await page.getByRole('link', { name: 'README.md' }).focus()
    folder.write('depot/README.md', 'ten bytes.')
    await change()
    await page.getByText('10 B', { exact: true }).waitFor()
    const name = await page.evaluate(() => document.activeElement?.textContent)
    expect(name).toBe('README.md')
    await page.locator('.readme', { hasText: 'ten bytes.' }).waitFor()
    await page.context().close()
  })
})
