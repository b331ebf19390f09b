import type { Browser, BrowserContextOptions } from 'playwright-core'
import { expect } from 'vitest'
import { renderMarkdown } from '../../src/adapters/markdown.ts'
import { serve } from '../../src/adapters/node.ts'
import type { FileSource } from '../../src/core/files/source.ts'
import { createApp, type MemoryFile, memoryFiles, readSite } from '../../src/index.ts'
import { openPage, type Watched } from './browser.ts'

export type Files = Record<string, MemoryFile>

/** An open page of a folder in memory. */
export interface Open extends Watched {
  readonly url: string
  /** How many pages are told of changes. */
  followers(): number
  change(files: Files): Promise<void>
}

/** Opens a folder in memory, takes the steps, and fails where the page had an error. */
export async function openMemory(
  browser: Browser,
  { files, path = '', ...options }: BrowserContextOptions & { files: Files; path?: string },
  steps: (open: Open) => Promise<void>,
): Promise<void> {
  let folder = memoryFiles(files)
  const source: FileSource = { find: (name) => folder.find(name) }
  let site = await readSite(source)
  const listeners = new Set<() => void>()
  const changes = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  const app = createApp({ source, site: () => site, changes, markdown: renderMarkdown })
  const server = await serve(app.fetch, { port: 0 })
  const watched = await openPage(browser, options)
  try {
    await watched.page.goto(server.url + path)
    await steps({
      ...watched,
      url: server.url,
      followers: () => listeners.size,
      async change(files) {
        folder = memoryFiles(files)
        site = await readSite(source)
        for (const listener of listeners) listener()
      },
    })
    expect(watched.problems).toEqual([])
  } finally {
    await watched.page.context().close()
    app.close()
    await server.close()
  }
}
