import type { Browser, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codings } from '../../src/adapters/codings.ts'
import { serve } from '../../src/adapters/node.ts'
import type { Server } from '../../src/adapters/server.ts'
import { type AppOptions, createApp, memoryFiles } from '../../src/index.ts'
import { chromiumPath, launch, openPage, skipped } from './browser.ts'

const script = 'let answer = 42\n'.repeat(5000)
const source = memoryFiles({
  'index.html': '<!doctype html><title>here</title>',
  'big.js': script,
  'api/users.GET.json': '[{"id":1}]',
  'api/users.POST.201.json': '{"id":2}',
  'api/broken.GET.500.json': '{"error":"broken"}',
})

let browser: Browser
const servers: Server[] = []

async function start(options: Partial<AppOptions> = {}): Promise<string> {
  const app = createApp({ source, codings, hosts: [], ...options })
  const server = await serve(app.fetch, { port: 0 })
  servers.push(server)
  return server.url
}

interface Init {
  method?: string
  headers?: Record<string, string>
  body?: string
  credentials?: 'include'
}

/** What a script of a page gets: the status and the text, or that it was kept from them. */
function read(page: Page, url: string, init: Init = {}): Promise<string> {
  return page.evaluate(
    ([target, options]) =>
      fetch(target, options).then(
        async (response) => `${response.status} ${await response.text()}`,
        () => 'kept away',
      ),
    [url, init] as const,
  )
}

async function pageAt(url: string): Promise<Page> {
  const { page } = await openPage(browser)
  await page.goto(url)
  return page
}

describe.skipIf(chromiumPath === null)(`pages of several origins${skipped}`, () => {
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await Promise.all(servers.map((server) => server.close(0)))
  })

  test('read routes and what is wrong with them, and no files', async () => {
    const api = await start()
    const page = await pageAt(await start())
    const json = { 'Content-Type': 'application/json', 'X-Token': 't' }
    expect(await read(page, `${api}api/users`)).toBe('200 [{"id":1}]')
    expect(await read(page, `${api}api/users`, { credentials: 'include' })).toBe('200 [{"id":1}]')
    expect(await read(page, `${api}api/users`, { method: 'POST', headers: json, body: '{}' })).toBe(
      '201 {"id":2}',
    )
    expect(await read(page, `${api}api/broken`)).toBe('500 {"error":"broken"}')
    expect(await read(page, `${api}api/nope`)).toMatch(/^404 /)
    expect(await read(page, `${api}api/users`, { method: 'DELETE' })).toBe('kept away')
    expect(await read(page, `${api}big.js`)).toBe('kept away')
    await page.context().close()
  })

  test('read files where they are let in, with credentials only by name', async () => {
    const home = await start()
    const any = await start({ cors: ['*'] })
    const page = await pageAt(home.replace('localhost', '127.0.0.1'))
    expect(await read(page, `${any}big.js`)).toBe(`200 ${script}`)
    await page.setContent(`<iframe sandbox="allow-scripts" srcdoc="<title>null</title>"></iframe>`)
    const frame = page.frames().at(-1)!
    const credentialed = (credentials: string) =>
      frame.evaluate(
        ([url, mode]) =>
          fetch(url, { credentials: mode as RequestCredentials }).then(
            (response) => response.status,
            () => 'kept away',
          ),
        [`${any}big.js`, credentials] as const,
      )
    expect(await credentialed('omit')).toBe(200)
    expect(await credentialed('include')).toBe('kept away')
    await page.context().close()
  })

  test('send nothing that changes something from another site', async () => {
    const statuses: number[] = []
    const api = await start({ onAnswer: ({ status }) => statuses.push(status) })
    const page = await pageAt((await start()).replace('localhost', '127.0.0.1'))
    const send = (from: Page | Frame) =>
      from.evaluate(async (url) => {
        await fetch(url, { method: 'POST', mode: 'no-cors' })
      }, `${api}api/users`)
    await page.setContent(`<iframe sandbox="allow-scripts" srcdoc="<title>null</title>"></iframe>`)
    await send(page.frames().at(-1)!)
    await send(page)
    expect(statuses).toEqual([403, 201])
    await page.context().close()
  })

  test('read every coding that the browser asks for', async () => {
    for (const name of Object.keys(codings)) {
      const home = await start({ codings: { [name]: codings[name]! } })
      const page = await pageAt(home)
      const answer = page.waitForResponse(`${home}big.js`)
      expect(await read(page, `${home}big.js`)).toBe(`200 ${script}`)
      expect(await (await answer).headerValue('content-encoding')).toBe(name)
      await page.context().close()
    }
  })

  test('are cut off from each other where that is asked for', async () => {
    const isIsolated = async (url: string) => {
      const page = await pageAt(url)
      const answer = await page.evaluate(() => crossOriginIsolated)
      await page.context().close()
      return answer
    }
    expect(await isIsolated(await start({ isolated: true }))).toBe(true)
    expect(await isIsolated(await start())).toBe(false)
  })
})
