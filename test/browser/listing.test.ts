import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cli, startCli } from '../cli/process.ts'
import { chromiumPath, launch, openPage, skipped, type Watched } from './browser.ts'
import { type Folder, hostileNames, makeFolder } from './folder.ts'

let folder: Folder
let cli: Cli
let browser: Browser
let origin: string

/** Whether a page had an error that the test did not ask for. */
async function on(path: string, steps: (page: Page, watched: Watched) => Promise<void>) {
  const watched = await openPage(browser)
  try {
    await watched.page.goto(origin + path)
    await steps(watched.page, watched)
    expect(watched.problems).toEqual([])
  } finally {
    await watched.page.context().close()
  }
}

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.querySelector('bdi')?.textContent)
const shown = (page: Page) => page.locator('main [data-kind]:visible .label').allTextContents()

/** Goes to another place of a sound or a video, and resolves to where it is then. */
function seek(element: HTMLElement | SVGElement): Promise<number> {
  const media = element as HTMLMediaElement
  return new Promise((resolve) => {
    const go = () => {
      media.onseeked = () => resolve(media.currentTime)
      media.currentTime = Math.min(media.duration / 2, 0.1)
    }
    if (media.readyState > 0) go()
    else media.onloadedmetadata = go
  })
}

/** Half a second of a moving square, as the browser records it. */
async function recordVideo(): Promise<Uint8Array> {
  const { page } = await openPage(browser)
  await page.goto(`${origin}/empty/`)
  const bytes = await page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    const context = canvas.getContext('2d')!
    const draw = setInterval(() => context.fillRect(Math.random() * 200, 20, 40, 40), 20)
    const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: 'video/webm' })
    const parts: Blob[] = []
    recorder.ondataavailable = ({ data }) => parts.push(data)
    const stopped = new Promise((resolve) => {
      recorder.onstop = resolve
    })
    recorder.start()
    setTimeout(() => recorder.stop(), 500)
    await stopped
    clearInterval(draw)
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())]
  })
  await page.context().close()
  return new Uint8Array(bytes)
}

/** Where the listing comes from, and the command that serves it there. */
const servers: [name: string, command: string[]][] = [
  ['Bun', []],
  ['local Workers', ['preview']],
]

describe.skipIf(chromiumPath === null).each(servers)(
  `a listing from %s${skipped}`,
  (_, command) => {
    beforeAll(async () => {
      folder = makeFolder()
      cli = startCli('bun', [...command, folder.path, '--port', '0'], { cwd: folder.path })
      origin = (await cli.line('stdout', /^http:/)).trim().replace(/\/$/, '')
      browser = await launch()
    })
    afterAll(async () => {
      await browser?.close()
      cli?.child.kill('SIGTERM')
      await cli?.ended
      folder?.remove()
    })

    test('is driven by the keyboard alone', () =>
      on('/window-seat/', async (page) => {
        await page.keyboard.press('/')
        await page.keyboard.type('night OWL')
        expect(await shown(page)).toEqual([])
        await page.keyboard.press('Escape')
        await page.keyboard.type('ow')
        expect(await shown(page)).toEqual(
          ['12-scarecrow.webp', '16-telegraph.webp', '25-the-owl.webp']
            .filter((name) => name.includes('ow'))
            .concat('19-larkhollow.webp', '36-snow.webp')
            .sort(),
        )
        await page.keyboard.press('ArrowDown')
        await page.keyboard.press('ArrowDown')
        expect(await focused(page)).toBe('19-larkhollow.webp')
        await page.keyboard.press('Space')
        expect(await page.getByRole('dialog').getByRole('heading').textContent()).toBe(
          '19-larkhollow.webp',
        )
        await page.keyboard.press('ArrowRight')
        await page.keyboard.press('Escape')
        expect(await page.getByRole('dialog').count()).toBe(0)
        expect(await focused(page)).toBe('25-the-owl.webp')
        await page.keyboard.press('Enter')
        await page.waitForURL('**/25-the-owl.webp')
        await page.goBack()
        await page.keyboard.press('Backspace')
        await page.waitForURL(`${origin}/`)
      }))

    test('is sorted by a click on a column, and back', () =>
      on('/window-seat/', async (page) => {
        await page.getByRole('link', { name: 'Size' }).click()
        await page.waitForURL('**/?sort=size&order=desc')
        const sizes = await page
          .locator('data')
          .evaluateAll((all) => all.map((data) => Number((data as HTMLDataElement).value)))
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
        expect(
          await page.getByRole('columnheader', { name: 'Size' }).getAttribute('aria-sort'),
        ).toBe('descending')
      }))

    test('is a gallery whose pictures load, and whose arrows follow its lines', () =>
      on('/window-seat/', async (page) => {
        await page.keyboard.press('/')
        await page.keyboard.type('webp')
        await page.getByRole('link', { name: 'Gallery' }).click()
        expect(await shown(page)).toContain('25-the-owl.webp')
        expect(await shown(page)).not.toContain('08-hay.jpg')
        await page.reload()
        expect(await shown(page)).toContain('08-hay.jpg')
        const first = page.locator('.gallery img').first()
        await first.waitFor()
        await expect
          .poll(() => first.evaluate((image: HTMLImageElement) => image.naturalWidth), {
            timeout: 5000,
          })
          .toBeGreaterThan(0)
        await page.keyboard.press('ArrowDown')
        await page.keyboard.press('ArrowDown')
        const columns = await page
          .locator('.gallery ul')
          .evaluate((list) => getComputedStyle(list).gridTemplateColumns.split(' ').length)
        const at = await page
          .locator('.gallery li a')
          .evaluateAll((all) => all.indexOf(document.activeElement as HTMLElement))
        expect(at).toBe(columns)
        await page.keyboard.press('ArrowRight')
        await page.keyboard.press('Space')
        expect(await page.getByRole('dialog').isVisible()).toBe(true)
      }))

    test('copies a link', () =>
      on('/depot/', async (page) => {
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
        await page.getByRole('link', { name: 'README.md' }).hover()
        await page.getByRole('button', { name: 'Copy link to README.md' }).click()
        await expect
          .poll(() => page.evaluate(() => navigator.clipboard.readText()))
          .toBe(`${origin}/depot/README.md`)
      }))

    describe('Quick Look', () => {
      const look = (path: string, name: string, steps: (page: Page) => Promise<void>) =>
        on(path, async (page) => {
          await page.locator('.files').getByRole('link', { name, exact: true }).focus()
          await page.keyboard.press('Space')
          await steps(page)
          await page.keyboard.press('Escape')
          expect(await focused(page)).toBe(name)
        })
      const text = (page: Page) => page.locator('.stage pre').textContent()

      test('shows a picture with its measures', () =>
        look('/window-seat/', '01-saltmarsh-quay.webp', async (page) => {
          await expect.poll(() => page.locator('dialog .sum').textContent()).toContain('800 × 600')
        }))

      test('opens by a click on the eye', () =>
        on('/depot/', async (page) => {
          await page.getByRole('link', { name: 'README.md' }).hover()
          await page.getByRole('button', { name: 'Quick Look at README.md' }).click()
          await page.getByRole('dialog').getByRole('heading', { name: 'The depot' }).waitFor()
        }))

      test('shows Markdown as it is meant, without what could run, and its links lead where they should', () =>
        look('/kinds/', 'notes & more.md', async (page) => {
          const prose = page.locator('.stage .prose')
          expect(await prose.getByRole('heading').textContent()).toBe('Notes')
          expect(await prose.textContent()).not.toContain('onerror')
          expect(await prose.locator('img:not([onerror])').count()).toBe(1)
          const links = prose.getByRole('link')
          expect(await links.evaluateAll((all) => all.map((a) => a.getAttribute('href')))).toEqual([
            `${origin}/kinds/main.ts`,
            `${origin}/kinds/notes%20%26%20more.md`, // of the other, nothing is left: itself
          ])
        }))

      test('shows Markdown as text where a page of the folder stands in front', () =>
        on('/?q=under-index', async (page) => {
          await page.getByRole('link', { name: 'under-index.md' }).focus()
          await page.keyboard.press('Space')
          expect(await text(page)).toBe('# as it is')
        }))

      test('plays a sound from anywhere in it', () =>
        look('/depot/sounds/', 'departure-chime.wav', async (page) => {
          expect(await page.locator('.stage audio').evaluate(seek)).toBeGreaterThan(0)
        }))

      test('plays a video from anywhere in it', async () => {
        folder.write('kinds/owl.webm', await recordVideo())
        // 405 until it is there: a route takes POST at any name of this folder.
        await expect.poll(async () => (await fetch(`${origin}/kinds/owl.webm`)).status).toBe(200)
        await look('/kinds/', 'owl.webm', async (page) => {
          expect(await page.locator('.stage video').evaluate(seek)).toBeGreaterThan(0)
        })
      })

      test('shows code as it is', () =>
        look('/kinds/', 'main.ts', async (page) => {
          expect(await text(page)).toBe('const owl: string = "<b>awake</b>"\n')
        }))

      test('shows JSON a member a line, and every number as it was written', () =>
        look('/kinds/', 'big.json', async (page) => {
          expect(await text(page)).toBe(
            '{\n  "id": 12345678901234567890,\n  "list": [],\n  "more": {\n    "a": 1.0\n  }\n}',
          )
        }))

      test('shows the beginning of a long text, and asks for no more', () =>
        look('/kinds/', 'long.log', async (page) => {
          expect((await text(page))!.length).toBe(262_144)
          expect(await page.locator('.cut').textContent()).toContain('256 KiB')
        }))

      test('shows comma-separated values as a table', () =>
        look('/window-seat/', 'captions.csv', async (page) => {
          await page.locator('.stage table').waitFor()
          expect(await page.locator('.stage th').allTextContents()).toContain('caption')
          expect(await page.locator('.stage tbody tr').count()).toBe(46)
        }))

      test('shows a PDF in the viewer of the browser', () =>
        look('/depot/timetable/', 'little-owl.pdf', async (page) => {
          expect(await page.locator('.stage iframe').getAttribute('src')).toContain(
            'little-owl.pdf',
          )
        }))

      test('says that a text is empty, and that there is no preview', async () => {
        await look('/kinds/', 'nothing.txt', async (page) => {
          await page.getByText('There is nothing in it.').waitFor()
        })
        await look('/kinds/', 'noise.bin', async (page) => {
          await page.getByText('There is no preview').waitFor()
        })
      })

      test('is open again when Space follows Escape at once', () =>
        on('/depot/timetable/', async (page) => {
          await page.getByRole('link', { name: 'little-owl.csv' }).focus()
          await page.keyboard.press('Space')
          await page.keyboard.press('ArrowRight')
          await page.locator('.stage pre').waitFor()
          await page.evaluate(() => {
            document.querySelector('dialog')!.requestClose() // as Escape does
            const space = new KeyboardEvent('keydown', { key: ' ', bubbles: true })
            document.activeElement!.dispatchEvent(space)
          })
          await page.locator('.stage pre').waitFor()
          expect(await page.getByRole('dialog').getByRole('heading').textContent()).toBe(
            'little-owl.json',
          )
        }))

      test('shows what a route answers', () =>
        on('/api/', async (page) => {
          await page.locator('.row', { hasText: '/api/stations' }).first().focus()
          await page.keyboard.press('Space')
          expect(await text(page)).toContain('"Saltmarsh Quay"')
          await expect.poll(() => page.locator('dialog .sum').textContent()).toContain('200 now')
        }))
    })

    test('calls a POST route with a body, and shows status, time, fields and curl', () =>
      on('/api/', async (page) => {
        const route = page.locator('li', { hasText: 'booking' })
        await route.locator('summary').click()
        await route.getByLabel('id').fill("7 o'clock")
        await route.getByLabel('Query').fill('quiet=yes')
        await route.getByLabel('Body').fill('{"name":"Zoë"}')
        expect(await route.locator('.curl').textContent()).toBe(
          [
            `curl -X POST '${origin}/api/berths/7%20o'\\''clock/booking?quiet=yes' \\`,
            `  -H 'Content-Type: application/json' \\`,
            `  --data-raw '{"name":"Zoë"}'`,
          ].join('\n'),
        )
        await route.getByRole('button', { name: 'Send' }).click()
        await route.locator('.line').waitFor()
        expect(await route.locator('.line').textContent()).toMatch(/^201 Created · \d+ ms · \d+ B$/)
        expect(await route.locator('.answer > pre').textContent()).toContain('"ticket": "OWL-')
        await route.locator('.answer summary').click()
        expect(await route.locator('.answer details pre').textContent()).toContain(
          'content-type: application/json',
        )
      }))

    test('fills in parameters of any name and of any number of segments', () =>
      on('/kinds/', async (page) => {
        const call = async (text: string) => {
          const route = page.locator('li', { hasText: text })
          await route.locator('summary').click()
          await route.locator('form').waitFor()
          return { route, curl: () => route.locator('.curl').textContent() }
        }
        const one = await call('[body]')
        await one.route.getByLabel('body', { exact: true }).fill('a/b')
        expect(await one.curl()).toContain(`${origin}/kinds/a%2Fb'`)
        expect(await one.curl()).toContain(`--data-raw '{}'`)
        const rest = await call('[[...rest]]')
        expect(await rest.curl()).toBe(`curl '${origin}/kinds/deep/'`)
        await rest.route.getByLabel('rest').fill('a b/c')
        expect(await rest.curl()).toBe(`curl '${origin}/kinds/deep/a%20b/c'`)
        await rest.route.getByRole('button', { name: 'Send' }).click()
        await rest.route.locator('.line').waitFor()
        expect(await rest.route.locator('.line').textContent()).toMatch(/^200 OK/)
      }))

    test('opens every hostile name with its own bytes', () =>
      on('/hostile/', async (page) => {
        const links = page.locator(
          'tr:not([data-kind="directory"], [data-kind="parent"]) .name > a',
        )
        expect(await links.count()).toBe(hostileNames.length)
        const bodies = await links.evaluateAll((all) =>
          Promise.all(
            all.map(async (link) => (await fetch((link as HTMLAnchorElement).href)).text()),
          ),
        )
        expect(bodies.toSorted()).toEqual(hostileNames.map((name) => `bytes of ${name}`).toSorted())
        for (const [index, body] of bodies.entries()) {
          const link = links.nth(index)
          await link.focus()
          await page.keyboard.press('Space')
          if (body.endsWith('alert(1)')) await page.getByText('There is no preview').waitFor()
          else {
            const content = page.locator('.stage :is(pre, .prose)')
            await expect.poll(async () => (await content.textContent())?.trim()).toBe(body.trim())
          }
          await page.keyboard.press('Escape')
          // Once it is empty, it has also given the focus back.
          await page.locator('.stage > *').first().waitFor({ state: 'detached' })
        }
        await page.getByRole('link', { name: '<b>bold' }).click()
        await page.getByText('This folder is empty').waitFor()
      }))

    test('weighs at most 20 KB with Quick Look and the gallery, without the files', () =>
      on('/nope', async (page, { problems }) => {
        problems.length = 0 // that page is not there, and loads nothing
        const network = await page.context().newCDPSession(page)
        const ours = new Set<string>()
        let bytes = 0
        network.on('Network.responseReceived', ({ requestId, response }) => {
          const { pathname } = new URL(response.url)
          const isOurs = pathname.endsWith('/') || pathname.includes('/__webstand/')
          if (isOurs && !response.fromDiskCache) ours.add(requestId)
        })
        network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
          if (ours.has(requestId)) bytes += encodedDataLength
        })
        await network.send('Network.enable')
        await page.goto(`${origin}/window-seat/`)
        await page.locator('.files').getByRole('link', { name: 'captions.json' }).focus()
        await page.keyboard.press('Space')
        await page.locator('.stage pre').waitFor()
        await page.keyboard.press('Escape')
        await page.getByRole('link', { name: 'Gallery' }).click()
        await page.locator('.gallery img').first().waitFor()
        await page.waitForURL('**/?view=gallery')
        expect(bytes).toBeGreaterThan(10_000)
        expect(bytes).toBeLessThan(20_000)
      }))
  },
)
