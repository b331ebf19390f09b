import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { LiveSite } from '../../src/cli/live-site.ts'
import { createApp } from '../../src/core/create-app.ts'
import { memoryFiles } from '../../src/core/files/memory.ts'
import type { FileSource } from '../../src/core/files/source.ts'
import { readSite } from '../../src/core/site.ts'

const root = mkdtempSync(join(tmpdir(), 'webstand-site-'))
afterAll(() => rmSync(root, { recursive: true }))

const files = {
  _headers: '/a/*\n  X-Rule: yes\n',
  'plain.txt': 'plain',
  'a/[id].GET.json': '{"from":"a"}',
  'slow/b.GET.json': '{"from":"slow"}',
}

/** The same files, of which one folder is listed no sooner than it is released. */
function slowIn(folder: string, source: FileSource) {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const slow: FileSource = {
    async find(path) {
      if (path === folder) await released
      return source.find(path)
    },
  }
  return { slow, release }
}

function liveApp() {
  const { slow, release } = slowIn('slow', memoryFiles(files))
  const site = new LiveSite({
    source: slow,
    roots: [root],
    read: (source, path) => readSite(source, { path }),
    watch: () => ({ set: () => [], close() {} }),
  })
  const app = createApp({
    source: slow,
    site: (path) => site.now(path),
    refresh: (path) => site.refresh(path),
  })
  return { app, site, release }
}

describe('LiveSite', () => {
  test('lets what has been read for a path answer, while all is still being read', async () => {
    const { app, site } = liveApp()
    const all = site.now()
    expect(all).toBeInstanceOf(Promise)
    const route = await app.request('/a/7')
    expect([route.status, route.headers.get('X-Rule'), await route.text()]).toEqual([
      200,
      'yes',
      '{"from":"a"}',
    ])
    expect(await (await app.request('/plain.txt')).text()).toBe('plain')
  })

  test('says that nothing is there only when all has been read', async () => {
    const { app, release } = liveApp()
    const answers: string[] = []
    const missing = app.request('/a/b/c').then(({ status }) => answers.push(`missing ${status}`))
    const wrong = app.request('/a/7', { method: 'POST' }).then(({ status }) => {
      answers.push(`wrong ${status}`)
    })
    answers.push(`right ${(await app.request('/a/7')).status}`)
    answers.push('released')
    release()
    await Promise.all([missing, wrong])
    expect(answers.slice(0, 2)).toEqual(['right 200', 'released'])
    expect(answers.slice(2).sort()).toEqual(['missing 404', 'wrong 405'])
  })

  test('reads for one path at a time, and all of it once', async () => {
    const { app, release } = liveApp()
    release()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => app.request('/slow/b').then(({ status }) => status)),
    )
    expect(answers).toEqual(Array(20).fill(200))
  })
})
