import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { diskFiles, serve } from '../../src/adapters/node.ts'
import type { Server } from '../../src/adapters/server.ts'
import { createApp } from '../../src/index.ts'
import { type Folder, hostileNames, makeFolder } from './folder.ts'

const run = promisify(execFile)

async function isHere(command: string): Promise<boolean> {
  return run(command, ['--version']).then(
    () => true,
    () => false,
  )
}

const hasWget = await isHere('wget')
const hasRclone = await isHere('rclone')
const missing = (has: boolean, name: string) => (has ? '' : ` (skipped: no ${name} here)`)

/** Names that a URL can carry to a file of the same name on the other side. */
const plain = hostileNames.filter((name) => !/[\n\t?#\\]/.test(name) && !/^ /.test(name))

let folder: Folder
let server: Server
let target: string

beforeAll(async () => {
  folder = makeFolder()
  server = await serve(createApp({ source: diskFiles(folder.path) }).fetch, { port: 0 })
  target = mkdtempSync(join(tmpdir(), 'webstand-mirror-'))
})
afterAll(async () => {
  await server?.close()
  folder?.remove()
  rmSync(target, { recursive: true, force: true })
})

describe('programs that read listings', () => {
  test.skipIf(!hasWget)(`wget mirrors a folder${missing(hasWget, 'wget')}`, async () => {
    const flags = [
      '--mirror',
      '--no-parent',
      '--no-host-directories',
      '--quiet',
      '-e',
      'robots=off',
    ]
    const url = `${server.url}depot/`
    await run('wget', [...flags, '--directory-prefix', target, '--cut-dirs=1', url])
    const files = readdirSync(target, { recursive: true }).map(String).sort()
    expect(files.filter((name) => /[?@=]|sort/.test(name))).toEqual([])
    expect(files).toContain('lost-and-found/shelf-b/50% of a chess set.txt')
    expect(files).toContain('lost-and-found/shelf-c/umbrellas #1 to #27.csv')
    expect(files.filter((name) => name.startsWith('window-seat'))).toEqual([])
    expect(readFileSync(join(target, 'README.md'))).toEqual(
      readFileSync(join(folder.path, 'depot/README.md')),
    )
  })

  test.skipIf(!hasRclone)(`rclone lists a folder${missing(hasRclone, 'rclone')}`, async () => {
    const list = async (path: string) => {
      const remote = `:http,url='${server.url}${path}':`
      const { stdout } = await run('rclone', ['lsf', '--config', '/dev/null', remote])
      return stdout.trimEnd().split('\n')
    }
    expect(await list('depot/')).toEqual([
      'README.md',
      'lost-and-found/',
      'maps/',
      'sounds/',
      'timetable/',
      'workshop/',
    ])
    expect(await list('hostile/')).toEqual(expect.arrayContaining(plain))
  })
})
