import { expect, test } from 'vitest'
import { SharedWork } from '../../../src/core/listing/shared-work.ts'
import { createApp, type DirectoryEntry, type FileSource } from '../../../src/index.ts'

test('SharedWork begins once for all who ask before it begins, and again for who asks later', async () => {
  const shared = new SharedWork<number>()
  const ends: (() => void)[] = []
  let begun = 0
  const begin = () => {
    const count = ++begun
    return new Promise<number>((resolve) => ends.push(() => resolve(count)))
  }
  const first = [shared.of('a', begin), shared.of('a', begin)]
  await Promise.resolve()
  expect(begun).toBe(1)
  const later = [shared.of('a', begin), shared.of('a', begin), shared.of('a', begin)]
  await Promise.resolve()
  expect(begun).toBe(1)
  ends[0]!()
  expect(await Promise.all(first)).toEqual([1, 1])
  await Promise.resolve()
  ends[1]!()
  expect(await Promise.all(later)).toEqual([2, 2, 2])
  const last = shared.of('a', begin)
  await Promise.resolve()
  ends[2]!()
  expect(await last).toBe(3)
})

test('SharedWork forgets a failure, and keeps keys apart', async () => {
  const shared = new SharedWork<string>()
  const failing = () => Promise.reject(new Error('broken'))
  const all = [shared.of('a', failing), shared.of('b', async () => 'b'), shared.of('a', failing)]
  const settled = await Promise.allSettled(all)
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected'])
  expect(await shared.of('a', async () => 'whole')).toBe('whole')
})

test('a listing that many ask for at once is read twice at most, each in its own form', async () => {
  let reads = 0
  const file = { kind: 'file', name: 'a.txt', size: 1, lastModified: 1, body: () => 'a' } as const
  const root: DirectoryEntry = {
    kind: 'directory',
    name: '',
    lastModified: 0,
    async *list() {
      reads++
      yield [file]
    },
    describe: async () => [file],
  }
  const find: FileSource['find'] = (path) => (path === '' ? root : null)
  const app = createApp({ source: { find } })
  const ask = async (accept: string) => {
    const response = await app.request('/', { headers: { Accept: accept } })
    return `${response.headers.get('content-type')} ${(await response.text()).length}`
  }
  const forms = ['text/html', '*/*', 'application/json', 'text/plain']
  const alone: string[] = []
  for (const form of forms) alone.push(await ask(form))
  expect(new Set(alone).size).toBe(4)
  reads = 0
  const together = await Promise.all(
    Array.from({ length: 40 }, (_, index) => ask(forms[index % 4]!)),
  )
  expect(together).toEqual(Array.from({ length: 40 }, (_, index) => alone[index % 4]))
  expect(reads).toBeLessThanOrEqual(2)
})
