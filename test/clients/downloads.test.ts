import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Folder, makeFolder } from '../browser/folder.ts'
import { type RunningServer, runtimeNames, startServer } from '../conformance/servers.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { program } from './programs.ts'

const aria2c = await program('aria2c')
const curl = await program('curl')
const ffmpeg = await program('ffmpeg', '-version')
const ffprobe = await program('ffprobe', '-version')
const wget = await program('wget')

const large = randomBytes(9_000_019)
const text = 'the same line again\n'.repeat(20_000)
const name = 'ünï–名前.txt'

const RATE = 8000
const SECONDS = 1200

/** A sound of 8 bits in which each second has a value of its own. */
function countingSound(): Buffer {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + RATE * SECONDS, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(RATE, 24)
  head.writeUInt32LE(RATE, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(RATE * SECONDS, 40)
  const seconds = Array.from({ length: SECONDS }, (_, second) => Buffer.alloc(RATE, second % 251))
  return Buffer.concat([head, ...seconds])
}

const place = temporaryFolder()
let folder: Folder

beforeAll(() => {
  folder = makeFolder()
  folder.write('large.bin', large)
  folder.write('big.txt', text)
  folder.write(name, 'found')
  folder.write('count.wav', countingSound())
})

afterAll(() => {
  folder?.remove()
})

describe.each(runtimeNames)('from %s', (runtime) => {
  let server: RunningServer
  const url = (path: string) => `${server.origin}/${path}`
  const target = (file: string) => join(place, `${runtime}-${file}`)

  beforeAll(async () => {
    server = await startServer(runtime, folder.path)
  }, 60_000)

  afterAll(() => server.stop())

  describe.skipIf(!curl.isHere)(`curl${curl.skipped}`, () => {
    const figures = ['--write-out', '%{http_code} %{size_download}']
    const fetch = (file: string, ...args: string[]) =>
      curl.run('-sS', '-o', target(file), ...figures, ...args)

    test('decodes what it asks for in a coding', async () => {
      const [status, size] = (await fetch('big', '--compressed', url('big.txt'))).split(' ')
      expect(status).toBe('200')
      // On Workers the edge codes.
      if (runtime !== 'workers') expect(Number(size)).toBeLessThan(text.length / 10)
      expect(readFileSync(target('big'), 'utf8')).toBe(text)
    })

    test('finds a name as it is typed', async () => {
      expect(await fetch('name', url(name))).toBe('200 5')
      expect(await fetch('name', '--head', url(name))).toMatch(/^200 /)
    })

    test('asks for what is newer than its copy', async () => {
      const file = target('copy')
      await fetch('copy', '--remote-time', url('big.txt'))
      expect(await fetch('again', '--time-cond', file, url('big.txt'))).toBe('304 0')
      const yesterday = new Date(statSync(file).mtimeMs - 86_400_000).toUTCString()
      expect(await fetch('again', '--time-cond', yesterday, url('big.txt'))).toMatch(/^200 /)
    })

    test('keeps a tag', async () => {
      const tag = target('tag')
      await fetch('tagged', '--etag-save', tag, url('large.bin'))
      expect(await fetch('tagged', '--etag-compare', tag, url('large.bin'))).toBe('304 0')
      writeFileSync(tag, '"another"\n')
      expect(await fetch('tagged', '--etag-compare', tag, url('large.bin'))).toMatch(/^200 /)
      expect(readFileSync(target('tagged')).equals(large)).toBe(true)
    })

    test('gets several ranges, byte for byte', async () => {
      const said = await fetch('parts', '--range', '0-99,5000000-5004999,-7', url('large.bin'))
      const parts = readFileSync(target('parts'))
      expect(said).toBe(`206 ${parts.length}`)
      for (const [start, end] of [
        [0, 100],
        [5_000_000, 5_005_000],
        [large.length - 7, large.length],
      ] as const) {
        const head = `Content-Range: bytes ${start}-${end - 1}/${large.length}\r\n\r\n`
        const at = parts.indexOf(head) + head.length
        expect(at).toBeGreaterThan(head.length)
        expect(parts.subarray(at, at + end - start).equals(large.subarray(start, end))).toBe(true)
      }
    })
  })

  describe.skipIf(!wget.isHere)(`wget${wget.skipped}`, () => {
    const prefix = () => ['--directory-prefix', target('wget'), '--no-verbose']

    test('asks again only for what is newer', async () => {
      const file = join(target('wget'), 'big.txt')
      await wget.run(...prefix(), '--timestamping', url('big.txt'))
      expect(readFileSync(file, 'utf8')).toBe(text)
      const { mtimeMs } = statSync(file)
      writeFileSync(join(target('wget'), 'log'), '')
      const log = ['--output-file', join(target('wget'), 'log'), '--server-response']
      await wget.run('--directory-prefix', target('wget'), ...log, '-N', url('big.txt'))
      expect(readFileSync(join(target('wget'), 'log'), 'utf8')).toContain('304 Not Modified')
      expect(statSync(file).mtimeMs).toBe(mtimeMs)
    })

    test('goes on with a download', async () => {
      await wget.run(...prefix(), url('large.bin'))
      const file = join(target('wget'), 'large.bin')
      expect(existsSync(file)).toBe(true)
      writeFileSync(file, large.subarray(0, 4_000_001))
      await wget.run(...prefix(), '--continue', url('large.bin'))
      expect(readFileSync(file).equals(large)).toBe(true)
    })
  })

  test.skipIf(!aria2c.isHere)(`aria2c gets a file in four parts${aria2c.skipped}`, async () => {
    const parts = ['--max-connection-per-server=4', '--split=4', '--min-split-size=1M']
    const quiet = ['--quiet', '--no-conf', '--allow-overwrite=true', '--file-allocation=none']
    await aria2c.run(
      ...quiet,
      ...parts,
      `--dir=${place}`,
      `--out=${runtime}-aria`,
      url('large.bin'),
    )
    expect(readFileSync(target('aria')).equals(large)).toBe(true)
  })

  test.skipIf(!ffprobe.isHere)(`ffprobe reads how long it is${ffprobe.skipped}`, async () => {
    const asked = ['-show_entries', 'format=duration', '-of', 'csv=p=0']
    expect(Number(await ffprobe.run('-v', 'error', ...asked, url('count.wav')))).toBe(SECONDS)
  })

  test.skipIf(!ffmpeg.isHere)(`ffmpeg seeks to a second${ffmpeg.skipped}`, async () => {
    for (const second of [1003, 7, SECONDS - 1]) {
      const cut = ['-ss', String(second), '-i', url('count.wav'), '-t', '1', '-f', 'u8']
      await ffmpeg.run('-v', 'error', '-y', ...cut, target('cut'))
      expect(readFileSync(target('cut')).equals(Buffer.alloc(RATE, second % 251))).toBe(true)
    }
  })
})
