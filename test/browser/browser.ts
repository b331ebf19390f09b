import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser']

/** Where Chromium is on this machine; `null`: nowhere, and what needs it is skipped by name. */
export const chromiumPath = places.find((path) => path && existsSync(path)) ?? null

export const skipped = chromiumPath === null ? ' (skipped: no chromium on this machine)' : ''

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath!, args })
}

/** A page, and what went wrong on it: console errors, among them what a policy stopped. */
export interface Watched {
  readonly page: Page
  readonly problems: string[]
}

/** A page of its own context, which writes down every error. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const problems: string[] = []
  page.on('console', (message) => {
    // A browser asks for it by itself where a file is all there is.
    if (message.location().url.endsWith('/favicon.ico')) return
    if (message.type() === 'error' || /Content.Security.Policy/i.test(message.text())) {
      problems.push(message.text())
    }
  })
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('dialog', (dialog) => {
    problems.push(`a dialog: ${dialog.message()}`)
    dialog.dismiss()
  })
  return { page, problems }
}
