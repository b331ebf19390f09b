import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { memoryFiles } from '../../src/core/files/memory.ts'
import type { DirectoryEntry, FileSource } from '../../src/core/files/source.ts'
import { readSite } from '../../src/core/site.ts'

const files = memoryFiles({
  'a.GET.json': '',
  'b/c.GET.json': '',
  'd/e.GET.json': '',
  'node_modules/f.GET.json': '',
  '.hidden/g.GET.json': '',
})

describe('readSite()', () => {
  test('finds routes in all folders but node_modules and hidden ones', async () => {
    const { routes, mistakes, isTruncated } = await readSite(files)
    assert.deepEqual(routes.map(({ pattern }) => pattern).sort(), ['/a', '/b/c', '/d/e'])
    assert.deepEqual(mistakes, [])
    assert.equal(isTruncated, false)
  })

  test('ends at its bound, and says so', async () => {
    assert.equal((await readSite(files, { maxEntries: 6 })).isTruncated, false)
    const { routes, isTruncated } = await readSite(files, { maxEntries: 4 })
    assert.equal(isTruncated, true)
    assert.equal(routes.length, 1)
  })

  test('reports a folder that cannot be read, and goes on', async () => {
    const { routes, mistakes } = await readSite(failing(files, 'b'))
    assert.deepEqual(routes.map(({ pattern }) => pattern).sort(), ['/a', '/d/e'])
    const message = 'it cannot be searched for routes: EIO: i/o error'
    assert.deepEqual(mistakes, [{ file: 'b', message }])
  })
})

/** The same files, with one folder that fails when it is listed. */
function failing(source: FileSource, folder: string): FileSource {
  return {
    async find(path) {
      const entry = await source.find(path)
      if (path !== folder || entry?.kind !== 'directory') return entry
      const broken: DirectoryEntry = {
        ...entry,
        // biome-ignore lint/correctness/useYield: it fails before it has anything to say
        async *list() {
          throw new Error("EIO: i/o error, scandir '/home/ada/it's'")
        },
      }
      return broken
    },
  }
}
