import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, launch, skipped } from './browser.ts'
import { type Files, type Open, openMemory } from './memory.ts'

let browser: Browser

const open = (files: Files, path: string, steps: (open: Open) => Promise<void>) =>
  openMemory(browser, { files, path }, steps)
/** No picture. */
const point = new Uint8Array(9)
const entry = (page: Page, name: string) => page.locator('.name > a', { hasText: name })
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent)
const isFollowed = ({ followers }: Open) => expect.poll(followers).toBe(1)

/** Unfolds a route, and resolves to its place. */
async function unfold(page: Page, path: string): Promise<Locator> {
  const route = page.locator('.routes li', { hasText: path })
  await route.locator('summary').first().click()
  await route.locator('form').waitFor()
  return route
}

async function send(route: Locator): Promise<string> {
  await route.getByRole('button', { name: 'Send' }).click()
  await route.locator('.line b').waitFor()
  return (await route.locator('.line').textContent())!
}

describe.skipIf(chromiumPath === null)(`the page of a listing${skipped}`, () => {
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  test('has an icon in place of each picture that is broken', () => {
    const files = { '1.png': 'x', '2.png': 'x', '3.png': 'x', '4.png': 'x' }
    return open(files, '?view=gallery', async ({ page }) => {
      await expect.poll(() => page.locator('.thumb .i').count()).toBe(4)
    })
  })

  test('says above the README that a filter hides everything, and what Enter does', () =>
    open({ 'a.txt': 'a', 'README.md': '# Owls' }, '', async ({ page }) => {
      await page.keyboard.press('/')
      await page.keyboard.type('zzz')
      const says = page.getByText('Enter searches the folders below')
      const readme = page.locator('.readme')
      expect((await says.boundingBox())!.y).toBeLessThan((await readme.boundingBox())!.y)
      expect(await page.locator('.files').isVisible()).toBe(false)
      await page.keyboard.press('Escape')
      expect(await page.locator('.files').isVisible()).toBe(true)
    }))

  test('leaves the arrows to a text that has the focus', () =>
    open({ 'a.POST.json': '{"a":[1,2]}', 'b.txt': 'b' }, '', async ({ page }) => {
      const route = await unfold(page, '/a')
      await send(route)
      await route.locator('.answer > pre').focus()
      await page.keyboard.press('ArrowDown')
      expect(await focused(page)).toContain('"a"')
    }))

  test('stays as it is when a link leads to another place of it', () =>
    open({ 'README.md': 'One.[^1]\n\n[^1]: Two.', 'b.txt': '' }, '', async ({ page }) => {
      await page.evaluate(() => document.body.setAttribute('data-same', ''))
      await page.keyboard.press('/')
      await page.keyboard.type('READ')
      await page.locator('.readme sup a').click()
      await page.waitForURL('**/#user-content-fn-1')
      expect(await page.locator('[data-same]').count()).toBe(1)
      expect(await entry(page, 'b.txt').isVisible()).toBe(false)
    }))

  test('lets nothing of a README run, whatever its HTML is', () => {
    const attack = [
      '<img src=x onerror=alert(1)><svg onload=alert(2)><script>alert(3)</script>',
      '<details open ontoggle=alert(4)><summary onclick=alert(5)>One</summary></details>',
      '<a href="javascript:alert(6)">two</a><a href="&#106;avascript:alert(7)">three</a>',
      '<div><table><td><math><mi//xlink:href="data:x,<script>alert(8)</script>">four',
      '<form action="/x"><input name=q autofocus onfocus=alert(9)><iframe src="/">',
      '</div></section></main><base href="https://example.com/"><meta http-equiv=refresh content=0>',
    ].join('\n\n')
    return open({ 'README.md': attack, 'a.txt': '', x: point }, '', async ({ page }) => {
      const strange = 'script, svg, form, input, iframe, math, base, meta, [onerror], [href^=java]'
      await page.locator('.readme details').click()
      expect(await page.locator('.readme').locator(strange).count()).toBe(0)
      expect(await page.locator('main > .readme, body > footer').count()).toBe(2)
      expect(await page.locator('body > *').count()).toBe(4)
      await page.getByText('two').click()
      expect(await page.title()).toContain('localhost')
    })
  })

  test('sorts a gallery by its links, and says of a card what it is sorted by', () => {
    const files = {
      'a.txt': { content: 'aaa', lastModified: 1e12 },
      'b.txt': { content: 'bb', lastModified: 2e12 },
    }
    const cards = (page: Page) => page.locator('.gallery li').allTextContents()
    return open(files, '?sort=size&order=asc', async ({ page }) => {
      await page.getByRole('link', { name: 'Gallery' }).click()
      expect(await cards(page)).toEqual(['b.txt2 B', 'a.txt3 B'])
      const order = page.getByRole('navigation', { name: 'Order' })
      expect(await order.getByRole('link', { name: 'Size' }).getAttribute('title')).toBe(
        'ascending',
      )
      await order.getByRole('link', { name: 'Modified' }).click()
      await page.waitForURL('**/?sort=modified&order=desc&view=gallery')
      expect((await cards(page)).map((card) => card.slice(0, 5))).toEqual(['b.txt', 'a.txt'])
      expect(await page.locator('.gallery time').count()).toBe(2)
      await order.getByRole('link', { name: 'Modified' }).click()
      await page.waitForURL('**/?sort=modified&order=asc&view=gallery')
    })
  })

  describe('tries a route', () => {
    test('and says where it was sent on', () => {
      const files = { 'old.POST.json': '{}', 'new.GET.json': '[1]', _redirects: '/old /new 303' }
      return open(files, '', async ({ page, url }) => {
        const line = await send(await unfold(page, '/old'))
        expect(line).toMatch(/^200 OK/)
        expect(line).toContain(`from ${url}new`)
      })
    })

    test('and knows the size of an answer that it has read to its end', () => {
      const files = { 'big.POST.json': JSON.stringify(Array(3000).fill('x'.repeat(120))) }
      return open(files, '', async ({ page }) => {
        const line = await send(await unfold(page, '/big'))
        expect(line).toContain('more than 262 KB')
      })
    })

    test('and shows the answer to what was sent last', () => {
      const files = {
        'say(n=1).POST.txt': 'the first',
        'say(n=2).POST.txt': 'the second',
        'say.POST.txt': 'neither',
      }
      return open(files, '', async ({ page }) => {
        let release = () => {}
        const held = new Promise<void>((resolve) => {
          release = resolve
        })
        await page.route('**/say?n=1', async (route) => {
          await held
          await route.continue()
        })
        const route = await unfold(page, '/say')
        await route.getByLabel('Query').fill('n=1')
        await route.getByRole('button', { name: 'Send' }).click()
        await page.getByText('Sending').waitFor()
        await route.getByLabel('Query').fill('n=2')
        await send(route)
        const first = page.waitForResponse('**/say?n=1')
        release()
        await (await first).finished()
        expect(await route.locator('.answer > pre').textContent()).toBe('the second')
      })
    })
  })

  describe('while the folder changes', () => {
    test('keeps what is typed into the form of a route that answers otherwise', () =>
      open({ 'a.POST.json': '{}' }, '', async (open) => {
        const { page } = open
        const route = await unfold(page, '/a')
        await route.getByLabel('Body').fill('{"half": "typed"')
        await isFollowed(open)
        await open.change({ 'a.POST.json': '{}', 'a(n=1).POST.409.json': '{}' })
        await page.locator('.answers', { hasText: '409' }).waitFor()
        expect(await route.getByLabel('Body').inputValue()).toBe('{"half": "typed"')
        expect(await route.getByLabel('Body').evaluate(hasFocus)).toBe(true)
      }))

    test('keeps the focus on an entry that moves', () => {
      const at = (lastModified: number) => ({ content: 'x', lastModified })
      const files = { 'a.txt': at(3e12), 'b.txt': at(2e12), 'c.txt': at(1e12) }
      return open(files, '?sort=modified&order=desc', async (open) => {
        await entry(open.page, 'c.txt').focus()
        await isFollowed(open)
        await open.change({ ...files, 'c.txt': at(4e12) })
        await expect
          .poll(() => open.page.locator('.label').allTextContents())
          .toEqual(['c.txt', 'a.txt', 'b.txt'])
        expect(await focused(open.page)).toBe('c.txt')
      })
    })

    test('counts what a filter shows of it', () =>
      open({ 'a.txt': '', 'b.txt': '' }, '', async (open) => {
        await open.page.keyboard.press('/')
        await open.page.keyboard.type('a')
        await isFollowed(open)
        await open.change({ 'a.txt': '', 'aa.txt': '', 'b.txt': '' })
        await entry(open.page, 'aa.txt').waitFor()
        await expect.poll(() => open.page.getByRole('status').textContent()).toBe(' · 2 shown')
      }))

    test('shows in Quick Look what a file has become, and goes on from there', () =>
      open({ 'a.txt': 'one', 'b.txt': 'before', 'c.txt': 'three' }, '', async (open) => {
        const { page } = open
        await entry(page, 'b.txt').focus()
        await page.keyboard.press('Space')
        await page.locator('.stage pre', { hasText: 'before' }).waitFor()
        await isFollowed(open)
        await open.change({ 'a.txt': 'one', 'b.txt': 'and after', 'c.txt': 'three' })
        await page.locator('.stage pre', { hasText: 'and after' }).waitFor()
        await page.keyboard.press('ArrowRight')
        await page.locator('.stage pre', { hasText: 'three' }).waitFor()
        await open.change({ 'a.txt': 'one', 'b.txt': 'and after' })
        await page.getByText('It is gone.').waitFor()
      }))

    test('keeps unfolded what is unfolded in the README', () => {
      const files = {
        'README.md': '<details>\n<summary>One</summary>\ntwo\n</details>',
        'a.txt': '',
      }
      return open(files, '', async (open) => {
        const { page } = open
        await isFollowed(open)
        await page.locator('.readme summary').click()
        await open.change({ ...files, 'b.txt': '' })
        await entry(page, 'b.txt').waitFor()
        expect(await page.getByText('two').isVisible()).toBe(true)
      })
    })

    test('says that it is gone, and comes back with the folder', () =>
      open({ 'x/a.txt': 'a', 'b.txt': '' }, 'x/', async (open) => {
        const { page, problems } = open
        await isFollowed(open)
        await open.change({ 'b.txt': '' })
        await page.getByText('This folder is gone.').waitFor()
        problems.length = 0 // the browser says 404
        await open.change({ 'x/c.txt': 'c', 'b.txt': '' })
        await entry(page, 'c.txt').waitFor()
        expect(await page.getByText('This folder is gone.').count()).toBe(0)
      }))

    test('makes way for an index.html', () =>
      open({ 'a.txt': '' }, '', async (open) => {
        await isFollowed(open)
        await open.change({ 'a.txt': '', 'index.html': '<p>Our own page' })
        await open.page.getByText('Our own page').waitFor()
      }))

    test('is told of it while it is looked at, and asks when it is looked at again', () =>
      open({ 'a.txt': '' }, '', async (open) => {
        const { page, followers } = open
        const see = (hidden: boolean) =>
          page.evaluate((hidden) => {
            Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
            document.dispatchEvent(new Event('visibilitychange'))
          }, hidden)
        await isFollowed(open)
        await see(true)
        await expect.poll(followers).toBe(0)
        await open.change({ 'a.txt': '', 'b.txt': '' })
        await see(false)
        await entry(page, 'b.txt').waitFor()
      }))
  })

  describe('Quick Look', () => {
    test('says the measures of the picture that it shows, not of the one before', () => {
      const picture = (width: number) =>
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="9"/>`
      return open({ 'a.svg': picture(11), 'b.svg': picture(22) }, '', async ({ page }) => {
        let release = () => {}
        const held = new Promise<void>((resolve) => {
          release = resolve
        })
        await page.route('**/a.svg', async (route) => {
          await held
          await route.continue()
        })
        await entry(page, 'a.svg').focus()
        await page.keyboard.press('Space')
        await page.keyboard.press('ArrowRight')
        const about = page.locator('dialog .sum')
        await expect.poll(() => about.textContent()).toContain('22 × 9')
        const first = page.waitForResponse('**/a.svg')
        release()
        await (await first).finished()
        await page.evaluate(() => new Promise(requestAnimationFrame))
        expect(await about.textContent()).not.toContain('11 × 9')
      })
    })

    test('shows JSON of very many tokens', () => {
      const text = JSON.stringify(Array(100_000).fill(0))
      return open({ 'a.json': text }, '', async ({ page }) => {
        await entry(page, 'a.json').focus()
        await page.keyboard.press('Space')
        const shown = await page.locator('.stage pre').textContent()
        expect(shown).toBe(JSON.stringify(JSON.parse(text), null, 2))
      })
    })

    test('says of every kind of file that there is nothing in it', () => {
      const names = ['a.pdf', 'b.png', 'c.mp3', 'd.json', 'e.md', 'f.csv']
      const files = Object.fromEntries(names.map((name) => [name, '']))
      return open(files, '', async ({ page }) => {
        await entry(page, 'a.pdf').focus()
        await page.keyboard.press('Space')
        for (const name of names) {
          expect(await page.locator('dialog h2').textContent()).toBe(name)
          await page.locator('.stage', { hasText: 'There is nothing in it.' }).waitFor()
          await page.keyboard.press('ArrowRight')
        }
      })
    })

    test('unfolds what is folded by the keyboard', () => {
      const text = '<details>\n<summary>One</summary>\ntwo\n</details>'
      return open({ 'a.md': text }, '', async ({ page }) => {
        await entry(page, 'a.md').focus()
        await page.keyboard.press('Space')
        await page.locator('.stage summary').focus()
        await page.keyboard.press('Space')
        expect(await page.locator('.stage').getByText('two').isVisible()).toBe(true)
      })
    })

    test('shows a text in UTF-16', () =>
      open({ 'a.txt': new Uint8Array([255, 254, 104, 0, 105, 0]) }, '', async ({ page }) => {
        await entry(page, 'a.txt').focus()
        await page.keyboard.press('Space')
        await expect.poll(() => page.locator('.stage').textContent()).toBe('hi')
      }))

    test('follows the links within a text', () => {
      const text = `# One\n\n[two](#two)\n\nsee[^1]\n\n${'line\n\n'.repeat(100)}# Two\n\n[^1]: the note`
      return open({ 'a.md': text }, '', async ({ page, url }) => {
        await entry(page, 'a.md').focus()
        await page.keyboard.press('Space')
        await page.getByRole('link', { name: 'two' }).click()
        await expect
          .poll(() => page.getByRole('heading', { name: 'Two' }).evaluate(isSeen))
          .toBe(true)
        await page.locator('.stage sup a').click()
        await expect.poll(() => page.locator('.stage li').evaluate(isSeen)).toBe(true)
        expect(page.url()).toBe(url)
      })
    })
  })
})

function hasFocus(element: Element): boolean {
  return element === document.activeElement
}

function isSeen(element: Element): boolean {
  return element.getBoundingClientRect().bottom <= innerHeight
}
