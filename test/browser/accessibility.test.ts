import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cli, startCli } from '../cli/process.ts'
import { chromiumPath, launch, openPage, skipped } from './browser.ts'
import { type Folder, makeFolder } from './folder.ts'

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

let folder: Folder
let cli: Cli
let browser: Browser
let origin: string

const lookAt = (name: string) => async (page: Page) => {
  await page.locator('.files').getByRole('link', { name, exact: true }).focus()
  await page.keyboard.press('Space')
  await page.locator('.stage > *').first().waitFor()
}

async function callRoute(page: Page): Promise<void> {
  const route = page.locator('li', { hasText: 'booking' })
  await route.locator('summary').first().click()
  await route.getByRole('button', { name: 'Send' }).click()
  await route.locator('.answer summary').click()
}

async function filterAway(page: Page): Promise<void> {
  await page.keyboard.press('/')
  await page.keyboard.type('no such name')
}

const views: [name: string, path: string, steps?: (page: Page) => Promise<void>][] = [
  ['a list', '/window-seat/'],
  ['a gallery', '/window-seat/?view=gallery'],
  ['an empty folder', '/empty/'],
  ['hostile names', '/hostile/'],
  ['a gallery of hostile names', '/hostile/?view=gallery'],
  ['a README below', '/depot/'],
  ['what a search has found', '/?q=owl'],
  ['a search that finds nothing', '/?q=no-such-name'],
  ['a filter that hides all', '/depot/maps/', filterAway],
  ['a text in Quick Look', '/kinds/', lookAt('main.ts')],
  ['Markdown in Quick Look', '/depot/', lookAt('README.md')],
  ['JSON in Quick Look', '/depot/timetable/', lookAt('little-owl.json')],
  ['a table in Quick Look', '/depot/timetable/', lookAt('little-owl.csv')],
  ['a picture in Quick Look', '/depot/maps/', lookAt('line.svg')],
  ['a sound in Quick Look', '/depot/sounds/', lookAt('departure-chime.wav')],
  ['a PDF in Quick Look', '/depot/timetable/', lookAt('little-owl.pdf')],
  ['routes', '/api/'],
  ['the form of a route, answered', '/api/', callRoute],
  ['a page that is not there', '/nope'],
  ['a path that cannot be read', '/%ff'],
]

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(),
  )
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

describe.skipIf(chromiumPath === null)(`axe-core finds nothing${skipped}`, () => {
  beforeAll(async () => {
    folder = makeFolder()
    cli = startCli('bun', [folder.path, '--port', '0'], { cwd: folder.path })
    origin = (await cli.line('stdout', /^http:/)).trim().replace(/\/$/, '')
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    cli?.child.kill('SIGTERM')
    await cli?.ended
    folder?.remove()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [360, 1280]) {
      test(`in ${colorScheme} at ${width} px`, { timeout: 120_000 }, async () => {
        const { page } = await openPage(browser, {
          colorScheme,
          viewport: { width, height: 800 },
        })
        const found: string[] = []
        for (const [name, path, steps] of views) {
          await page.goto(origin + path)
          await steps?.(page)
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          )
          if (overflow > 0) found.push(`${name}: wider than the window`)
          found.push(...(await violations(page)).map((violation) => `${name}: ${violation}`))
        }
        await page.context().close()
        expect(found).toEqual([])
      })
    }
  }
})
