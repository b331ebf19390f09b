import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Folder, makeFolder } from '../browser/folder.ts'
import { type RunningServer, startServer } from '../conformance/servers.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { program } from './programs.ts'

const curl = await program('curl')
const git = await program('git')
const lftp = await program('lftp')
const pip = await program('python3', '-mpip')
const rclone = await program('rclone')
const wget = await program('wget')

/** Every file below a folder, by its path, and what is in it. */
function contentOf(path: string): Record<string, string> {
  const names = readdirSync(path, { recursive: true }).map(String).sort()
  const files = names.filter((name) => statSync(join(path, name)).isFile())
  return Object.fromEntries(
    files.map((name) => [
      name,
      createHash('md5')
        .update(readFileSync(join(path, name)))
        .digest('hex'),
    ]),
  )
}

const place = temporaryFolder()
const large = randomBytes(5_000_017)
let folder: Folder

beforeAll(async () => {
  folder = makeFolder()
  folder.write('large.bin', large)
  if (git.isHere) await makeRepository()
  if (pip.isHere) await makeWheel()
})

afterAll(() => {
  folder?.remove()
})

/** A package of Python, with as little in it as may be. */
async function makeWheel(): Promise<void> {
  const parts = join(place, 'wheel')
  const meta = join(parts, 'tiny_owl-1.0.dist-info')
  mkdirSync(meta, { recursive: true })
  writeFileSync(join(parts, 'tiny_owl.py'), 'VOICE = "hoo"\n')
  writeFileSync(join(meta, 'METADATA'), 'Metadata-Version: 2.1\nName: tiny-owl\nVersion: 1.0\n')
  const tag = 'Root-Is-Purelib: true\nTag: py3-none-any\n'
  writeFileSync(join(meta, 'WHEEL'), `Wheel-Version: 1.0\nGenerator: hand\n${tag}`)
  writeFileSync(join(meta, 'RECORD'), '')
  mkdirSync(join(folder.path, 'wheels'))
  const wheel = join(folder.path, 'wheels/tiny_owl-1.0-py3-none-any.whl')
  await pip.run('-mzipfile', '-c', wheel, join(parts, 'tiny_owl.py'), meta)
}

/** A repository as it is put on a server that knows nothing of Git. */
async function makeRepository(): Promise<void> {
  const work = join(place, 'work')
  const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@localhost']
  await git.run('init', '--quiet', work)
  for (const name of ['one.txt', 'two words.txt']) {
    writeFileSync(join(work, name), randomBytes(100_000))
    await git.run('-C', work, 'add', '--', name)
    await git.run('-C', work, ...author, 'commit', '--quiet', '-m', name)
  }
  const bare = join(folder.path, 'repo.git')
  await git.run('clone', '--quiet', '--bare', work, bare)
  await git.run('-C', bare, 'update-server-info')
}

describe.each(['node', 'bun', 'deno'] as const)('from %s', (runtime) => {
  let server: RunningServer
  /** Where the programs of this runtime write. */
  const target = (name: string) => join(place, `${runtime}-${name}`)

  beforeAll(async () => {
    server = await startServer(runtime, folder.path)
  })

  afterAll(() => server.stop())

  test.skipIf(!curl.isHere)(`curl resumes a download${curl.skipped}`, async () => {
    const file = target('large.bin')
    const already = 1_234_567
    writeFileSync(file, large.subarray(0, already))
    const figures = ['--write-out', '%{http_code} %{size_download}']
    const url = `${server.origin}/large.bin`
    const said = await curl.run('-sS', '-C', '-', '-o', file, ...figures, url)
    expect(said).toBe(`206 ${large.length - already}`)
    expect(readFileSync(file).equals(large)).toBe(true)
    const again = await curl.run('-sS', '-C', '-', '-o', file, ...figures, url)
    expect(again).toMatch(/^416 /) // there is nothing left
    expect(readFileSync(file).equals(large)).toBe(true)
  })

  test.skipIf(!wget.isHere)(`wget mirrors all that is shown${wget.skipped}`, async () => {
    const flags = [
      '--mirror',
      '--no-parent',
      '--no-host-directories',
      '--quiet',
      '-e',
      'robots=off',
    ]
    const exact = '--restrict-file-names=nocontrol'
    for (const path of ['depot', 'hostile']) {
      const prefix = ['--directory-prefix', target('wget')]
      await wget.run(...flags, exact, ...prefix, `${server.origin}/${path}/`)
      const mirrored = contentOf(join(target('wget'), path))
      // wget keeps each listing as the index of its folder; there are no others here.
      for (const name of Object.keys(mirrored))
        if (/(?:^|\/)index\.html$/.test(name)) delete mirrored[name]
      const shown = Object.entries(contentOf(join(folder.path, path)))
      // It unescapes once more what it names a file.
      const names = shown.map(([name, sum]) => [name.replace('%41', 'A'), sum])
      expect(mirrored).toEqual(Object.fromEntries(names))
    }
  })

  test.skipIf(!lftp.isHere)(`lftp mirrors all that is shown${lftp.skipped}`, async () => {
    for (const path of ['depot', 'hostile']) {
      const copy = join(target('lftp'), path)
      const script = `set net:max-retries 1; mirror "${server.origin}/${path}/" "${copy}"`
      await lftp.run('--norc', '-c', script)
      expect(contentOf(copy)).toEqual(contentOf(join(folder.path, path)))
    }
  })

  test.skipIf(!pip.isHere)(`pip finds what a listing links to${pip.skipped}`, async () => {
    const quiet = ['-mpip', 'download', '--quiet', '--isolated', '--disable-pip-version-check']
    const from = ['--no-index', '--find-links', `${server.origin}/wheels/`]
    await pip.run(...quiet, ...from, '--dest', target('pip'), 'tiny-owl')
    expect(contentOf(target('pip'))).toEqual(contentOf(join(folder.path, 'wheels')))
  })

  test.skipIf(!git.isHere)(`git clones a repository${git.skipped}`, async () => {
    await git.run('clone', '--quiet', `${server.origin}/repo.git`, target('clone'))
    const log = await git.run('-C', target('clone'), 'log', '--format=%s')
    expect(log).toBe('two words.txt\none.txt\n')
    expect(await git.run('-C', target('clone'), 'fsck', '--strict')).toBe('')
    expect(readFileSync(join(target('clone'), 'one.txt'))).toEqual(
      readFileSync(join(place, 'work', 'one.txt')),
    )
  })

  describe.skipIf(!rclone.isHere)(`rclone${rclone.skipped}`, () => {
    const run = (command: string, path: string, ...more: string[]) => {
      const remote = `:http,url='${server.origin}/${path}':`
      return rclone.run(command, '--config', '/dev/null', remote, ...more)
    }

    test('lists a folder', async () => {
      const listed = await run('lsf', 'depot/')
      expect(listed.trimEnd().split('\n')).toEqual([
        'README.md',
        'lost-and-found/',
        'maps/',
        'sounds/',
        'timetable/',
        'workshop/',
      ])
    })

    test('copies all that is shown', async () => {
      for (const path of ['depot', 'hostile']) {
        await run('copy', `${path}/`, join(target('rclone'), path))
        expect(contentOf(join(target('rclone'), path))).toEqual(contentOf(join(folder.path, path)))
      }
    })
  })
})
