import assert from 'node:assert/strict'
import { test } from 'vitest'
import { createApp, type FileSource, memoryFiles } from '../../../src/index.ts'

/** A file that is another one by the time it is opened, the first `times` times. */
function changingFiles(times: number): FileSource {
  const content = 'abcdefghijklmnopqrstuvwxyz'
  const files = memoryFiles({ 'a.txt': content, 'b.GET.txt': content, 'c.GET.201.bin': content })
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
    const response = await createApp({ source: changingFiles(3) }).request('/a.txt', { headers })
    assert.equal(response.status, status)
    assert.equal((await response.text()).length, Number(response.headers.get('Content-Length')))
  })

  test(`a file that keeps changing is a 503, with Range ${range}`, async () => {
    const response = await createApp({ source: changingFiles(Infinity) }).request('/a.txt', {
      headers,
    })
    assert.equal(response.status, 503)
  })
}

for (const [path, status] of [
  ['/b', 200],
  ['/c', 201],
] as const) {
  test(`the file of the route ${path} is looked for again, and is a 503 while it keeps changing`, async () => {
    const app = createApp({ source: changingFiles(3) })
    const response = await app.request(path)
    assert.deepEqual([response.status, (await response.text()).length], [status, 26])
    const changing = createApp({ source: changingFiles(Infinity) })
    assert.equal((await changing.request(path)).status, 503)
  })
}
