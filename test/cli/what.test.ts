import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { oneFile } from '../../src/cli/line/one-file.ts'
import { UsageError } from '../../src/cli/line/usage-error.ts'
import { findWhat, renderWhats, sourceOf, splitPort, type What } from '../../src/cli/line/what.ts'
import { memoryFiles } from '../../src/core/files/memory.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const before = process.cwd()
const folder = temporaryFolder()

beforeAll(() => {
  process.chdir(folder)
  for (const name of ['site', 'site/docs', '8081', 'latest']) mkdirSync(name)
  for (const name of ['page.html', 'latest/one.html', '.env']) writeFileSync(name, name)
  symlinkSync('latest/one.html', 'newest.html')
  symlinkSync('nowhere', 'broken')
  symlinkSync('loop', 'loop')
})

afterAll(() => {
  process.chdir(before)
})

describe('splitPort()', () => {
  const cases: [words: string[], names: string[], port: number | undefined][] = [
    [[], [], undefined],
    [['site'], ['site'], undefined],
    [['8080'], [], 8080],
    [['0'], [], 0],
    [['site', '9000', 'mocks'], ['site', 'mocks'], 9000],
    [['8081'], ['8081'], undefined], // a folder of that name
    [['./8082'], ['./8082'], undefined],
    [['80a'], ['80a'], undefined],
  ]
  for (const [words, names, port] of cases) {
    test(words.join(' '), () => assert.deepEqual(splitPort(words), { names, port }))
  }

  test('refuses two ports, and one that is none', () => {
    assert.throws(
      () => splitPort(['1', '2']),
      new UsageError('two ports, "1" and "2": expected one'),
    )
    const expected = 'cannot listen on port "99999": expected 0 to 65535'
    assert.throws(() => splitPort(['99999']), new UsageError(expected))
  })
})

describe('findWhat()', () => {
  const found: [name: string, kind: string, path: string][] = [
    ['.', 'folder', ''],
    ['site', 'folder', 'site'],
    ['./site/', 'folder', 'site'],
    ['page.html', 'file', 'page.html'],
    ['newest.html', 'file', 'latest/one.html'],
  ]
  for (const [name, kind, path] of found) {
    test(`finds the ${kind} ${name}`, () => {
      assert.deepEqual(findWhat(name), { kind, name, path: join(folder, path) })
    })
  }

  const missing: [name: string, expected: string][] = [
    ['sitee', 'no folder "sitee" here; did you mean "site"?'],
    ['Site', 'no folder "Site" here; did you mean "site"?'],
    ['site/dosc', 'no folder "site/dosc" here; did you mean "site/docs"?'],
    ['pgae.html', 'no folder "pgae.html" here; did you mean "page.html"?'],
    ['explian', 'no folder "explian" here; did you mean "explain"?'],
    ['help', 'no folder "help" here; did you mean "--help"?'],
    ['port', 'no folder "port" here; did you mean "--port"?'],
    ['site\\docs', 'no folder "site\\docs" here; did you mean "site/docs"?'],
    ['C:\\site', 'no folder "C:\\site" here'],
    ['nothing-like-it', 'no folder "nothing-like-it" here; see webstand --help'],
    ['nope/site', 'no folder "nope/site" here'],
    ['page.html/x', 'no folder "page.html/x" here'],
    ['/nope/site', 'no folder "/nope/site"'],
    ['serve', 'no folder "serve" here; see webstand --help'], // it may be meant as nothing but itself
    ['servr', 'no folder "servr" here; did you mean "serve"?'], // nearer than "site"
    ['site/x*.txt', 'no folder "site/x*.txt" here; nothing that is there fits the pattern'],
    [
      '~/site',
      'no folder "~/site" here; where it is not quoted, the shell makes ~ your home folder',
    ],
    [
      'http://localhost:8000',
      '"http://localhost:8000" is a URL: expected a folder or a file; "." is this folder',
    ],
    ['x'.repeat(5000), `no folder "${'x'.repeat(40)}…${'x'.repeat(39)}" here; see webstand --help`],
    ['broken', '"broken" is a link that leads nowhere'],
    ['loop', '"loop" is a link that leads nowhere'],
    ['', 'expected a folder or a file, not an empty name; "." is this folder'],
  ]
  for (const [name, expected] of missing) {
    test(expected, () => assert.throws(() => findWhat(name), new UsageError(expected)))
  }

  test('refuses what is neither', () => {
    const expected = new UsageError('"/dev/null" is neither a folder nor a file')
    assert.throws(() => findWhat('/dev/null'), expected)
  })
})

describe('oneFile()', () => {
  const files = memoryFiles({ 'real.html': 'x', 'other.html': 'y' })

  test('shows it at the root and at its name, and nothing else', async () => {
    const source = oneFile(files, 'real.html', 'name.html')
    assert.equal((await source.find(''))?.kind, 'file')
    assert.equal((await source.find('name.html'))?.kind, 'file')
    for (const path of ['real.html', 'other.html', 'name.html/x', 'x/name.html']) {
      assert.equal(await source.find(path), null, path)
    }
  })
})

describe('sourceOf()', () => {
  test('lays them over each other, asked for with the safe options', () => {
    const asked: unknown[] = []
    const diskFiles = (directory: string, options: unknown) => {
      asked.push([directory, options])
      return memoryFiles({})
    }
    sourceOf([findWhat('site'), findWhat('newest.html')], diskFiles)
    assert.deepEqual(asked, [
      [join(folder, 'site'), { dotfiles: false, links: false }],
      [join(folder, 'latest'), { dotfiles: true }], // named by its owner, whatever its name
    ])
  })
})

describe('renderWhats()', () => {
  const what = (name: string, path: string): What => ({ kind: 'folder', name, path })
  const cases: [whats: What[], expected: string][] = [
    [[what('dist', '/home/ada/app/dist')], './dist'],
    [[what('./dist', '/home/ada/app/dist')], './dist'],
    [[what('../dist', '/home/ada/dist')], '../dist'],
    [[what('/srv', '/srv')], '/srv'],
    [[what('.', '/home/ada/app')], '~/app'],
    [[what('.', '/home/adam')], '/home/adam'],
    [[what('.', '/home/ada')], '~'],
    [[what('a', '/a'), what('b', '/b')], './a over ./b'],
  ]
  for (const [whats, expected] of cases) {
    test(expected, () => assert.equal(renderWhats(whats, '/home/ada'), expected))
  }
})
