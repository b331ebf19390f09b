import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { LiveSite } from '../../src/cli/live/live-site.ts'
import { memoryFiles } from '../../src/core/files/memory.ts'
import type { FileSource } from '../../src/core/files/source.ts'
import { readSite } from '../../src/core/site.ts'

const watch = () => ({ set: () => [], close() {} })

/** A folder whose list fails with a code while `failing` says so. */
function folder(failing: () => string | null) {
  const files = memoryFiles({ 'users.GET.json': '[]' })
  const source: FileSource = {
    async find(path) {
      const entry = await files.find(path)
      if (entry?.kind !== 'directory') return entry
      return {
        ...entry,
        describe: (names) => entry.describe(names),
        async *list() {
          const code = failing()
          if (code !== null) throw Object.assign(new Error('no'), { code })
          yield* entry.list()
        },
      }
    },
  }
  return new LiveSite({ source, roots: [], watch, read: (from) => readSite(from) })
}

describe('LiveSite', () => {
  test('reads again what no descriptor was left for', async () => {
    let code: string | null = 'EMFILE'
    const live = folder(() => code)
    await assert.rejects(async () => live.now(), { code: 'EMFILE' })
    code = null
    assert.equal((await live.now()).routes.length, 1)
  })

  test('says what may not be read, once', async () => {
    const { routes, mistakes } = await folder(() => 'EACCES').now()
    assert.deepEqual([routes.length, mistakes.length], [0, 1])
  })
})
