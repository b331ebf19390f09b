import { crc32, deflateSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, launch, skipped } from './browser.ts'
import { openMemory } from './memory.ts'

let browser: Browser

const telephone = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true }
const drawing = (width: number, height: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"/>`
/** One red point, as the smallest PNG. */
const point = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

/** A picture in one colour, as a PNG. */
function picture(width: number, height: number): Uint8Array {
  const chunk = (type: string, content: Uint8Array) => {
    const named = Buffer.concat([Buffer.from(type), content])
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    size.writeUInt32BE(content.length)
    sum.writeUInt32BE(crc32(named))
    return Buffer.concat([size, named, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 8
  const lines = deflateSync(Buffer.alloc((width + 1) * height))
  const parts = [chunk('IHDR', head), chunk('IDAT', lines), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts])
}

/** What a finger can touch and is lower or narrower than it; links within a text may be. */
function tooSmall(): string[] {
  const all = [...document.querySelectorAll('a, button, input, textarea, summary')]
  const touched = all.filter(
    (element) => !element.closest('p, .prose, [hidden]') && element.checkVisibility(),
  )
  const sizes = touched.map((element) => {
    const row = innerWidth < 576 ? element.closest('.files tbody tr') : null
    const isWhole = row !== null && element.matches('.name > a')
    const { width, height } = (isWhole ? row : element).getBoundingClientRect()
    return { element, width, height }
  })
  return sizes
    .filter(({ width, height }) => height < 43.5 || width < 24)
    .map(({ element, width, height }) => `${element.outerHTML.slice(0, 80)} ${width} × ${height}`)
}

/** The names of the roles of a table in the tree that readers of the screen are given. */
async function rolesOf(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  const roles = nodes.filter(({ ignored }) => !ignored).map(({ role }) => String(role?.value))
  return roles.filter((role) => /table|row|cell|header$/.test(role))
}

describe.skipIf(chromiumPath === null)(`the looks of a listing${skipped}`, () => {
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  test('has place for a finger', () => {
    const files = { 'a.txt': 'a', 'b/c.txt': 'c', 'd.POST.json': '{}' }
    return openMemory(browser, { files, ...telephone }, async ({ page }) => {
      await page.locator('summary').click()
      await page.locator('.try form').waitFor()
      expect(await page.evaluate(tooSmall)).toEqual([])
      await page.locator('time').first().tap({ force: true })
      await page.waitForURL('**/b/')
      await page.goBack()
      await page.getByRole('button', { name: 'Quick Look at a.txt' }).tap()
      await page.locator('.stage pre').waitFor()
      expect(await page.locator('dialog').evaluate(tooSmall)).toEqual([])
      await page.getByRole('button', { name: 'Close' }).tap()
    })
  })

  for (const width of [360, 1280]) {
    test(`is a table at ${width} px for readers of the screen`, () => {
      const options = { files: { 'a.txt': 'a' }, viewport: { width, height: 800 } }
      return openMemory(browser, options, async ({ page }) => {
        const roles = (await rolesOf(page)).filter((role) => role !== 'rowgroup')
        const expected = { table: 1, row: 2, columnheader: 3, cell: 3 }
        expect(Object.groupBy(roles, (role) => role)).toEqual(
          Object.fromEntries(
            Object.entries(expected).map(([role, count]) => [role, Array(count).fill(role)]),
          ),
        )
      })
    })
  }

  test('does not make small pictures large, nor cut drawings', () =>
    openMemory(
      browser,
      { files: { 'a.png': point, 'b.svg': drawing(900, 900) }, path: '?view=gallery' },
      async ({ page }) => {
        const fitOf = (name: string) =>
          page
            .locator('li', { hasText: name })
            .locator('img')
            .evaluate((image) => getComputedStyle(image).objectFit)
        await expect.poll(() => fitOf('a.png')).toBe('scale-down')
        expect(await fitOf('b.svg')).toBe('contain')
      },
    ))

  test('shows whole what a card would cut much of', () =>
    openMemory(
      browser,
      { files: { 'a.png': picture(900, 300), 'b.png': picture(400, 300) }, path: '?view=gallery' },
      async ({ page }) => {
        const shares = () =>
          page.locator('.thumb img').evaluateAll((images) =>
            images.map((image) => {
              const { width, height } = image.getBoundingClientRect()
              const card = image.parentElement!.getBoundingClientRect()
              return [width <= card.width, height <= card.height, height < card.height / 2]
            }),
          )
        await expect.poll(shares).toEqual([
          [true, true, true],
          [true, true, false],
        ])
      },
    ))

  test('has its tools in sight in the smallest window', () => {
    const viewport = { width: 320, height: 256 }
    return openMemory(
      browser,
      { files: { 'a.txt': 'a' }, ...telephone, viewport },
      async ({ page }) => {
        await page.getByRole('button', { name: 'Quick Look at a.txt' }).tap()
        await page.locator('.stage pre').waitFor()
        const places = await page
          .locator('dialog :is(button, a)')
          .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().toJSON()))
        expect(places).toHaveLength(6)
        for (const { left, right, top, bottom } of places) {
          expect(left >= 0 && right <= 320 && top >= 0 && bottom <= 256).toBe(true)
        }
      },
    )
  })

  test('has the same place between all its parts', () => {
    const files = { 'a.txt': 'a', 'b.POST.json': '{}', 'README.md': '# One' }
    return openMemory(browser, { files }, async ({ page, url }) => {
      const gaps = () =>
        page.locator('main > :is(.card, .gallery):visible').evaluateAll((parts) =>
          parts.slice(1).map((part, index) => {
            const { bottom } = parts[index]!.getBoundingClientRect()
            return Math.round(part.getBoundingClientRect().top - bottom)
          }),
        )
      expect(await gaps()).toEqual([20, 20])
      await page.goto(`${url}?view=gallery`)
      expect(await gaps()).toEqual([20, 20])
      await page.keyboard.press('/')
      await page.keyboard.type('zzz')
      expect(await gaps()).toEqual([20])
    })
  })

  test('does not move when the script comes', () =>
    openMemory(
      browser,
      { files: { 'a.txt': 'a', 'README.md': '# One' }, javaScriptEnabled: false },
      async ({ page, url }) => {
        const before = await page.locator('.files').boundingBox()
        const readme = await page.locator('.readme').boundingBox()
        const context = await browser.newContext()
        const other = await context.newPage()
        await other.goto(url)
        await other.locator('.keys').waitFor()
        expect(await other.locator('.files').boundingBox()).toEqual(before)
        expect(await other.locator('.readme').boundingBox()).toEqual(readme)
        await context.close()
      },
    ))
})
