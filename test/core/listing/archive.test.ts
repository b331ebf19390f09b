import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { checksum } from '../../../src/core/listing/checksum.ts'
import { ZipWriter, zipSize } from '../../../src/core/listing/zip.ts'
import { createApp, type DirectoryEntry, type FileSource, memoryFiles } from '../../../src/index.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { roundSource } from './round.ts'

const changed = Date.UTC(2024, 1, 29, 12, 34, 56)
const large = Uint8Array.from({ length: 200_000 }, (_, index) => index % 251)

const source = memoryFiles({
  'photos/a.txt': { content: 'a', lastModified: changed },
  'photos/ünï 😀.txt': 'odd',
  'photos/back\\slash': 'slash',
  'photos/deep/er/large': large,
  'photos/empty.txt': '',
  'photos/users.GET.json': '[]',
  'photos/.env': 'SECRET',
  _headers: '/*\n  X-A: 1\n',
})
const app = createApp({ source })

const place = temporaryFolder()

async function zipped(path: string, from = app): Promise<string> {
  const response = await from.request(path)
  expect(response.status).toBe(200)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const length = response.headers.get('content-length')
  if (length !== null) expect(Number(length)).toBe(bytes.length)
  const file = join(place, 'a.zip')
  writeFileSync(file, bytes)
  return file
}

/** What another program, which knows the checksums, reads of an archive. */
function readByPython(file: string): [name: string, size: number, mode: string, date: string][] {
  const program = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    assert z.testzip() is None
    print(json.dumps([[i.filename, i.file_size, oct(i.external_attr >> 16), '%d-%02d-%02dT%02d:%02d:%02d' % i.date_time] for i in z.infolist()]))
`
  return JSON.parse(execFileSync('python3', ['-c', program, file], { encoding: 'utf8' }))
}

function has(...command: [string, ...string[]]): boolean {
  try {
    execFileSync(command[0], command.slice(1), { stdio: 'ignore' })
    return true
  } catch {
    return false // it is not installed
  }
}

const hasPython = has('python3', '--version')
const hasUnzip = has('unzip', '-v')
const missing = (isHere: boolean, name: string) => (isHere ? '' : ` (skipped: no ${name} here)`)
const noPython = missing(hasPython, 'python3')
const noUnzip = missing(hasUnzip, 'unzip')

describe('?archive=zip', () => {
  test.skipIf(!hasPython)(`has what is shown, below a folder of its name${noPython}`, async () => {
    const entries = readByPython(await zipped('/photos/?archive=zip'))
    const epoch = '2020-01-01T00:00:00'
    expect(entries).toEqual([
      ['photos/a.txt', 1, '0o100644', '2024-02-29T12:34:56'],
      ['photos/back%5Cslash', 5, '0o100644', epoch],
      ['photos/deep/', 0, '0o40755', epoch],
      ['photos/deep/er/', 0, '0o40755', epoch],
      ['photos/deep/er/large', 200_000, '0o100644', epoch],
      ['photos/empty.txt', 0, '0o100644', epoch],
      ['photos/ünï 😀.txt', 3, '0o100644', epoch],
    ])
  })

  test.skipIf(!hasUnzip)(`is accepted by unzip${noUnzip}`, async () => {
    const file = await zipped('/photos/?archive=zip')
    expect(execFileSync('unzip', ['-t', file], { encoding: 'utf8' })).toContain('No errors')
    execFileSync('unzip', ['-q', file, '-d', place])
    expect(existsSync(join(place, 'photos/deep/er/large'))).toBe(true)
  })

  test.skipIf(!hasPython)(`takes the checksums that its source knows${noPython}`, async () => {
    const contents = { 'a/large': new Uint8Array(1_200_000).fill(7), 'a/small': large }
    const plain = memoryFiles(contents)
    const summed: FileSource = {
      async find(path) {
        const entry = await plain.find(path)
        if (entry?.kind !== 'directory') return entry
        return {
          ...entry,
          async describe(names) {
            const entries = await entry.describe(names)
            return entries.map((one) =>
              one?.kind === 'file'
                ? { ...one, crc32: crc32(contents[`a/${one.name}` as keyof typeof contents]) }
                : one,
            )
          },
        }
      },
    }
    const checksum = () => assert.fail('a checksum is made')
    const known = createApp({ source: summed, checksum })
    const entries = readByPython(await zipped('/a/?archive=zip', known))
    expect(entries.map(([name, size]) => [name, size])).toEqual([
      ['a/large', 1_200_000],
      ['a/small', 200_000],
    ])
  })

  test('is the same bytes each time', async () => {
    const bytes = async () => (await app.request('/photos/?archive=zip')).arrayBuffer()
    expect(await bytes()).toEqual(await bytes())
  })

  test.each([
    ['photos', `attachment; filename="photos.zip"`],
    ['a"b%5Cc%25.d', `attachment; filename="a_b_c_.d.zip"; filename*=UTF-8''a%22b%5Cc%25.d.zip`],
    [
      'na%C3%AFve%20%F0%9F%98%80',
      `attachment; filename="na_ve _.zip"; filename*=UTF-8''na%C3%AFve%20%F0%9F%98%80.zip`,
    ],
    ["it's%0A(1)*", `attachment; filename="it's_(1)*.zip"`],
    ["%C3%A9'(1)*", `attachment; filename="_'(1)*.zip"; filename*=UTF-8''%C3%A9%27%281%29%2A.zip`],
  ])('is saved as "%s"', async (name, disposition) => {
    const named = createApp({ source: memoryFiles({ [`${decodeURIComponent(name)}/a`]: 'a' }) })
    const response = await named.request(`/${name}/?archive=zip`)
    expect(response.headers.get('content-disposition')).toBe(disposition)
    expect(response.headers.get('content-type')).toBe('application/zip')
  })

  test('of the root is called as the server, and as its base where it has one', async () => {
    const name = async (url: string, base = '/') => {
      const { headers } = await createApp({ source, base }).request(url)
      return headers.get('content-disposition')
    }
    const plain = await name('http://localhost:8000/?archive=zip')
    expect(plain).toBe('attachment; filename="localhost.zip"')
    expect(await name('/my%20files/?archive=zip', '/my%20files')).toContain('"my files.zip"')
  })

  test('of another form is not known', async () => {
    expect((await app.request('/photos/?archive=tar')).status).toBe(400)
  })

  test('asked by HEAD looks at nothing', async () => {
    const unreadable: DirectoryEntry = {
      kind: 'directory',
      name: '',
      lastModified: 0,
      list() {
        throw new Error('it is walked')
      },
      describe: async () => [],
    }
    const find: FileSource['find'] = (path) => (path === '' ? unreadable : null)
    const response = await createApp({ source: { find } }).request('/?archive=zip', {
      method: 'HEAD',
    })
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'application/zip',
    ])
  })

  test('fails loudly when a file is no longer what its length promises', async () => {
    const response = await createApp({ source: changing(() => null, 1e6) }).request('/?archive=zip')
    expect(response.headers.get('content-length')).not.toBe(null)
    await expect(response.arrayBuffer()).rejects.toThrow('"localhost/a.txt" changes')
    const short = await createApp({ source: changing(() => 'aa', 1e6) }).request('/?archive=zip')
    await expect(short.arrayBuffer()).rejects.toThrow('2 bytes where 1000000 are promised')
  })

  test.each([1, 3])('ends what it reads when nobody wants more than %d chunks', async (wanted) => {
    let cancelled = 0
    const endless = () =>
      new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(1000)),
        cancel: () => void cancelled++,
      })
    const response = await createApp({ source: changing(endless, 1e9) }).request('/?archive=zip')
    const reader = response.body!.getReader()
    for (let count = 0; count < wanted; count++) await reader.read()
    await reader.cancel()
    expect(cancelled).toBe(1)
  })

  test('of a folder that is too large to be all looked at begins after a few of it', async () => {
    let described = 0
    const names = Array.from({ length: 5000 }, (_, index) => String(index))
    const plain = memoryFiles(Object.fromEntries(names.map((name) => [name, name])))
    const counted: FileSource = {
      async find(path) {
        const entry = await plain.find(path)
        if (entry?.kind !== 'directory') return entry
        const describe = (asked: string[]) => {
          described += asked.length
          return entry.describe(asked)
        }
        return { ...entry, list: () => entry.list(), describe }
      },
    }
    const response = await createApp({ source: counted }).request('/?archive=zip')
    expect(response.headers.get('content-length')).toBe(null)
    expect(described).toBeLessThan(500)
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect(new DataView(bytes.buffer).getUint16(bytes.length - 12, true)).toBe(5000)
  })

  test('does not go round in circles', async () => {
    const response = await createApp({ source: roundSource }).request('/?archive=zip')
    const text = new TextDecoder().decode(await response.arrayBuffer())
    expect(text.match(/localhost\/round\//g)).toHaveLength(2)
    expect(text).not.toContain('round/round')
  })
})

/** A folder of one file, whose body is another each time. */
function changing(body: () => BodyInit | null, size = 3): FileSource {
  const file = { kind: 'file', name: 'a.txt', size, lastModified: 0, body } as const
  const root: DirectoryEntry = {
    kind: 'directory',
    name: '',
    lastModified: 0,
    async *list() {
      yield [file]
    },
    describe: async () => [file],
  }
  return { find: (path) => (path === '' ? root : null) }
}

describe('ZipWriter', () => {
  const size = 5 * 2 ** 30

  test.skipIf(!hasPython)(`says in ZIP64 what has more than 32 bits${noPython}`, () => {
    const zip = new ZipWriter()
    const entry = (path: string) => ({ path, size, lastModified: changed })
    zip.begin(entry('one'), 7)
    zip.finish(entry('one'), 7)
    const second = zip.begin(entry('two'), null)
    expect(new DataView(second.buffer).getUint32(18, true)).toBe(0xffffffff)
    expect(zip.finish(entry('two'), 8)).toHaveLength(24)
    const before = zip.size
    const file = join(place, 'large.zip')
    writeFileSync(file, zip.end())
    expect(before).toBeGreaterThan(2 * size)
    // Only the end is there: Python reads it as if the rest were cut off in front.
    const program = `
import io, sys, zipfile
end = open(sys.argv[1], 'rb').read()
class Late(io.RawIOBase):
    at = 0
    def readable(self): return True
    def seekable(self): return True
    def tell(self): return self.at
    def seek(self, to, whence=0):
        self.at = to + (0, self.at, ${before} + len(end))[whence]
        return self.at
    def read(self, count=-1):
        start = self.at - ${before}
        found = end[start:] if count < 0 else end[start:start + count]
        self.at += len(found)
        return found
for i in zipfile.ZipFile(Late()).infolist(): print(i.filename, i.file_size, i.header_offset)
`
    const listed = execFileSync('python3', ['-c', program, file], { encoding: 'utf8' })
    expect(listed).toBe(`one ${size} 0\ntwo ${size} ${size + 30 + 3 + 9 + 20}\n`)
  })
})

test('checksum() is CRC-32, in one piece and in several', () => {
  expect(checksum(new TextEncoder().encode('123456789'))).toBe(0xcbf43926)
  expect(checksum(new Uint8Array())).toBe(0)
  for (const cut of [0, 1, 7, 8, 9, 100, 199_999]) {
    const both = checksum(large.subarray(cut), checksum(large.subarray(0, cut)))
    expect(both).toBe(crc32(large))
  }
})

test('zipSize() is what a ZipWriter writes', () => {
  const small = { path: 'a/b', size: 3, lastModified: changed }
  const lists = [
    [],
    [small],
    [{ ...small, path: 'ünï 😀', lastModified: 0 }],
    [{ ...small, lastModified: 2 ** 31 * 1000 }],
    [{ ...small, lastModified: 999 }, small],
    [{ ...small, size: 0xffffffff }, small],
    [{ ...small, size: 0xfffffff0 }, small, small],
    Array.from({ length: 0xfffe }, () => small),
    Array.from({ length: 0xffff }, () => small),
  ]
  for (const entries of lists) {
    for (const sum of [null, 7]) {
      const zip = new ZipWriter()
      for (const entry of entries) {
        zip.begin(entry, sum)
        zip.finish(entry, 7)
      }
      zip.end()
      expect(zipSize(entries, () => sum !== null)).toBe(zip.size)
    }
  }
})
