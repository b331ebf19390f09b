import assert from 'node:assert/strict'
import { test } from 'vitest'
import { createApp, type FileSource, memoryFiles } from '../../../src/index.ts'

/** A file that is another one by the time it is opened, the first `times` times. */
function changingFiles(times: number): FileSource {
  const files = memoryFiles({ 'a.txt': 'abcdefghijklmnopqrstuvwxyz' })
  let found = 0
  return {
    async find(path) {
      const entry = await files.find(path)
      if (entry?.kind !== 'file' || ++found > times) return entry
      return { ...entry, body: () => null }
    },
  }
}

const ranges: [range: string | null, status: number][] = [
  [null, 200],
  ['bytes=0-1', 206],
  ['bytes=0-1,4-5', 206],
]

for (const [range, status] of ranges) {
  const headers = new Headers(range === null ? {} : { Range: range })

  test(`a file that changed is looked for again, with Range ${range}`, async () => {
    const response = await createApp({ source: changingFiles(1) }).request('/a.txt', { headers })
    assert.equal(response.status, status)
    assert.equal((await response.text()).length, Number(response.headers.get('Content-Length')))
  })

  test(`a file that keeps changing is a 503, with Range ${range}`, async () => {
    const response = await createApp({ source: changingFiles(2) }).request('/a.txt', { headers })
    assert.equal(response.status, 503)
  })
}
