import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { crc32 } from 'node:zlib'
import { describe, test } from 'vitest'
import { buildMemory } from '../../src/cli/build/memory.ts'
import { type BuildSiteOptions, buildSite } from '../../src/cli/build/site-build.ts'
import { workerName } from '../../src/cli/build/worker-files.ts'
import { parts } from '../../src/cli/build/worker-modules.ts'
import { UsageError } from '../../src/cli/line/usage-error.ts'
import { memoryFiles } from '../../src/core/files/memory.ts'
import type { DirectoryEntry, Entry, FileEntry, FileSource } from '../../src/core/files/source.ts'
import { typeOfExtension } from '../../src/core/http/media-type-table.ts'
import { client } from '../../src/core/listing/client.ts'
import { theme } from '../../src/core/page/theme.ts'
import { temporaryFolder, testFiles } from './folder.ts'

const parent = temporaryFolder()
let count = 0

function newOut(): string {
  return join(parent, `out-${count++}`)
}

function build(source: FileSource, options: Partial<BuildSiteOptions> = {}) {
  return buildSite(source, { out: newOut(), files: testFiles, ...options })
}

/** A source whose files are read in another way. */
function reading(source: FileSource, body: (file: FileEntry) => FileEntry['body']): FileSource {
  const wrap = (entry: Entry | null): Entry | null => {
    if (entry === null) return null
    if (entry.kind === 'file') return { ...entry, body: body(entry) }
    return { ...entry, describe: async (names) => (await entry.describe(names)).map(wrap) }
  }
  return { find: async (path) => wrap(await source.find(path)) }
}

/** A source that writes down which files are read. */
function counted(source: FileSource, reads: string[]): FileSource {
  return reading(source, (file) => (start, end) => {
    reads.push(file.name)
    return file.body(start, end)
  })
}

const endless: DirectoryEntry = {
  kind: 'directory',
  name: '',
  lastModified: 0,
  async *list() {
    for (;;) yield Array.from({ length: 1000 }, () => ({ name: 'x', kind: 'file' }) as const)
  },
  describe: async (names) => names.map(() => null),
}

/** It holds itself, as a folder does that has a link to itself. */
const bottomless: DirectoryEntry = {
  kind: 'directory',
  name: 'x',
  lastModified: 0,
  async *list() {
    yield [{ name: 'x', kind: 'directory' }]
  },
  describe: async (names) => names.map(() => bottomless),
}

/** What pages load and what they look like are assets of every build. */
const ownAssets = [client, theme].map((text) =>
  createHash('sha256').update(JSON.stringify(text)).digest('hex').slice(0, 32),
)

/** The assets that hold what was built. */
const assetsOf = (out: string) =>
  readdirSync(join(out, 'assets'))
    .filter((name) => !ownAssets.includes(name))
    .sort()

/** What a Worker has that was built from a source. */
const modulesOf = async (source: FileSource, options: Partial<BuildSiteOptions> = {}) => {
  const out = newOut()
  await build(source, { out, ...options })
  return readdirSync(out).filter((name) => name.endsWith('.js') && !name.startsWith('chunk-'))
}

describe('buildSite() writes', () => {
  test('where another build has just begun', async () => {
    const out = newOut()
    mkdirSync(out, { recursive: true })
    writeFileSync(join(out, '.webstand-build'), '')
    await build(memoryFiles({ 'a.txt': 'a' }), { out })
    assert.ok(existsSync(join(out, 'worker.js')))
  })

  test('a Worker and nothing unfinished', async () => {
    const out = newOut()
    await build(memoryFiles({ 'a.txt': 'a' }), { out })
    const names = readdirSync(out).filter((name) => !name.startsWith('chunk-'))
    assert.deepEqual(names.sort(), [
      '.gitignore',
      '.webstand-build',
      'assets',
      'index.js',
      'site.js',
      'types.js',
      'worker.js',
      'wrangler.json',
    ])
    const assets = readdirSync(join(out, 'assets'))
    assert.ok(ownAssets.every((name) => assets.includes(name)))
    const config = JSON.parse(readFileSync(join(out, 'wrangler.json'), 'utf8'))
    assert.equal(config.name, 'test')
    assert.deepEqual(config.assets, {
      directory: 'assets',
      binding: 'ASSETS',
      run_worker_first: true,
      html_handling: 'none',
      not_found_handling: 'none',
    })
  })

  test('the same content once', async () => {
    const out = newOut()
    const built = await build(memoryFiles({ a: 'same', b: 'same', 'c/d': 'same' }), { out })
    assert.equal(built.files, 3)
    assert.equal(assetsOf(out).length, 1)
  })

  test('the CRC-32 of each file, however it is stored', async () => {
    const out = newOut()
    const contents = { small: 'small', large: 'large'.repeat(300_000), empty: '' }
    await build(memoryFiles(contents), { out, partSize: 1_000_000 })
    const { default: site } = await import(pathToFileURL(join(out, 'site.js')).href)
    for (const [name, , , , sum] of site.manifest.root[2]) {
      assert.equal(sum, crc32(contents[name as keyof typeof contents]), name)
    }
  })

  test('a large file in pieces', async () => {
    const out = newOut()
    await build(memoryFiles({ large: new Uint8Array(250) }), { out, partSize: 100 })
    const sizes = assetsOf(out).map((name) => statSync(join(out, 'assets', name)).size)
    assert.deepEqual(sizes, [100, 100, 50])
  })

  test('no route that cannot answer', async () => {
    const built = await build(
      memoryFiles({
        'a.GET.json': '{}',
        'b.ANY.ts': 'throw 1',
        'c/d.GET.ts': 'throw 1',
        'e.GET.json.bak': '{}',
        'f.txt': '',
      }),
    )
    assert.deepEqual(built.leftOut.toSorted(), ['b.ANY.ts', 'c/d.GET.ts', 'e.GET.json.bak'])
    assert.equal(built.files, 2)
  })

  test('every file where names mean nothing', async () => {
    const source = memoryFiles({ 'a.GET.json': '{}', 'b.ANY.ts': 'throw 1' })
    const built = await build(source, { show: { mocks: 'never' } })
    assert.deepEqual([built.files, built.leftOut.length, built.site.routes.length], [2, 0, 0])
  })

  test('a text of hostile names that is read as it was', async () => {
    const out = newOut()
    const names = ["it's", 'back\\slash', '__proto__', '\u2028', '`$`', '<b>', '"']
    await build(memoryFiles(Object.fromEntries(names.map((name) => [name, 'x']))), { out })
    const { default: site } = await import(pathToFileURL(join(out, 'site.js')).href)
    const written = site.manifest.root[2].map(([name]: [string]) => name)
    assert.deepEqual(written, names.toSorted())
  })

  test('no large list of routes into the Worker', async () => {
    const out = newOut()
    const routes = Array.from({ length: 500 }, (_, index) => [`r${index}.GET.json`, '{}'])
    await build(memoryFiles(Object.fromEntries(routes)), { out })
    const { size } = statSync(join(out, 'site.js'))
    assert.ok(size < 40_000, `${size}`)
  })
})

describe('buildSite() takes of the parts of a Worker', () => {
  const always = ['index.js', 'site.js', 'types.js', 'worker.js']
  const filling = ['body.js', 'fill.js', 'template.js']
  const cases: [folder: string, files: Record<string, string>, parts: string[]][] = [
    ['files and canned routes', { 'a.txt': '{{x}}', 'b(5%).GET.json': '{}' }, []],
    ['a template in a body', { 'a.GET.json': '{"id":"{{query.id}}"}' }, filling],
    ['a template in a field', { 'a.MOCK.json': '[{"headers":{"X":"{{query.x}}"}}]' }, filling],
    ['a template in a text', { 'a.MOCK.json': '[{"body":"{{query.x}}"}]' }, filling],
    // Who asks is told in the log what is wrong with it.
    ['JSON that is none', { 'a.GET.json': '{' }, filling],
    ['several answers', { 'a.GET.json': '1', 'a(b).GET.json': '2' }, ['choose.js']],
    ['what is none', { 'a.MOCK.json': '[{"body":"{{query.x}}","template":false}]' }, []],
    ['a fault', { 'a.MOCK.json': '[{"fault":"drop"}]' }, ['fault.js']],
    ['a delay', { 'a.MOCK.json': '[{"delay":5}]' }, ['fault.js']],
    ['rules', { _redirects: '/a /b' }, ['apply.js']],
    ['fields', { _headers: '/a\n  X: 1' }, ['apply.js']],
    ['a README that is rendered', { 'a/README.md': '# A' }, ['markdown.js', 'readme-text.js']],
    ['a README as it is', { 'a/readme': 'A' }, ['readme-text.js']],
    ['a coding of a file', { 'a.js': '1', 'a.js.br': '' }, ['sibling.js']],
    ['code without consent', { 'a.GET.ts': 'export default () => 1' }, []],
  ]
  for (const [folder, files, needed] of cases) {
    test(`${folder}: ${needed.join() || 'none'}`, async () => {
      assert.deepEqual(await modulesOf(memoryFiles(files)), [...always, ...needed].sort())
    })
  }

  test('a folder of more than 2000 entries: large-texts.js', async () => {
    const names = Array.from({ length: 2000 }, (_, index) => [`docs/${index}.txt`, ''])
    const files = Object.fromEntries(names)
    assert.deepEqual(await modulesOf(memoryFiles(files)), always)
    const modules = await modulesOf(memoryFiles({ ...files, 'docs/more.txt': '' }))
    assert.deepEqual(modules, [...always, 'large-texts.js'].sort())
  })

  test('one path for each page: one-path.js', async () => {
    const modules = await modulesOf(memoryFiles({}), { show: { html: 'auto' } })
    assert.deepEqual(modules, [...always, 'one-path.js'].sort())
  })

  test('the routes that everybody sees: listed-routes.js, route-list.js', async () => {
    const modules = await modulesOf(memoryFiles({}), { show: { routes: 'listed' } })
    assert.deepEqual(modules, [...always, 'listed-routes.js', 'route-list.js'].sort())
  })

  test('a page for all paths: application-page.js', async () => {
    const modules = await modulesOf(memoryFiles({}), { show: { spa: true } })
    assert.deepEqual(modules, [...always, 'application-page.js'].sort())
  })

  test('files that never change: fingerprint.js', async () => {
    const modules = await modulesOf(memoryFiles({}), { show: { immutable: true } })
    assert.deepEqual(modules, [...always, 'fingerprint.js'].sort())
  })

  test('none under the name of another module', () => {
    const names = parts.map((path) => basename(path, '.ts'))
    const others = ['index', 'inner', 'site', 'types', 'markdown', 'routes', 'worker', 'preview']
    assert.equal(new Set([...names, ...others]).size, names.length + others.length)
  })

  test('no more than that when it is built again', async () => {
    const out = newOut()
    await build(memoryFiles({ 'README.md': '# A' }), { out })
    assert.ok(existsSync(join(out, 'markdown.js')))
    assert.equal((await build(memoryFiles({}), { out })).hasChanged, true)
    assert.ok(!existsSync(join(out, 'markdown.js')))
  })

  test('the media types of its files alone, and these are the same', async () => {
    const out = newOut()
    const names = ['a.html', 'b.TAR', 'LICENSE-MIT', 'Dockerfile', 'x.unknown', 'noext', 'é.ts']
    await build(memoryFiles(Object.fromEntries(names.map((name) => [name, '']))), { out })
    const types = await import(pathToFileURL(join(out, 'types.js')).href)
    for (const extension of ['html', 'tar', 'ts', 'unknown']) {
      assert.equal(types.typeOfExtension(extension), typeOfExtension(extension), extension)
    }
    assert.equal(types.typeOfExtension('css'), undefined)
    assert.ok(types.isTextName('license') && types.isTextName('dockerfile'))
    assert.ok(!types.isTextName('makefile'))
  })
})

describe('buildSite() again', () => {
  test('changes nothing where nothing changed', async () => {
    const out = newOut()
    const source = memoryFiles({ a: 'a' })
    assert.equal((await build(source, { out })).hasChanged, true)
    const before = statSync(join(out, 'site.js')).ino
    assert.equal((await build(source, { out })).hasChanged, false)
    assert.equal(statSync(join(out, 'site.js')).ino, before)
  })

  test('removes what is gone', async () => {
    const out = newOut()
    await build(memoryFiles({ a: 'a', b: 'b' }), { out })
    assert.equal(assetsOf(out).length, 2)
    await build(memoryFiles({ a: 'a' }), { out })
    assert.equal(assetsOf(out).length, 1)
  })

  test('keeps, with a memory, what the Worker before may be reading', async () => {
    const out = newOut()
    const memory = buildMemory()
    const counts: number[] = []
    for (const content of ['a', 'bb', 'ccc']) {
      await build(memoryFiles({ file: content }), { out, memory })
      counts.push(assetsOf(out).length)
    }
    assert.deepEqual(counts, [1, 2, 2])
  })

  test('reads, with a memory, only what has another size or date', async () => {
    const reads: string[] = []
    const lastModified = 1_600_000_000_000
    const sourceOf = (files: Record<string, { content: string; lastModified: number }>) =>
      counted(memoryFiles(files), reads)
    const options = { out: newOut(), memory: buildMemory() }
    const files = {
      same: { content: 'same', lastModified },
      touched: { content: 'touched', lastModified },
      longer: { content: 'long', lastModified },
    }
    await build(sourceOf(files), options)
    reads.length = 0
    files.touched.lastModified += 1
    files.longer.content = 'longer'
    await build(sourceOf(files), options)
    assert.deepEqual(reads.toSorted(), ['longer', 'touched'])
  })

  test('reads again what was too young to be trusted', async () => {
    const reads: string[] = []
    const files = { young: { content: 'one', lastModified: Date.now() } }
    const options = { out: newOut(), memory: buildMemory() }
    await build(counted(memoryFiles(files), reads), options)
    files.young.content = 'two'
    const { hasChanged } = await build(counted(memoryFiles(files), reads), options)
    assert.deepEqual([reads, hasChanged], [['young', 'young'], true])
  })
})

describe('buildSite() refuses', () => {
  test('a folder that holds something else, and leaves it alone', async () => {
    const out = newOut()
    mkdirSync(out)
    writeFileSync(join(out, 'precious.txt'), 'precious')
    await assert.rejects(build(memoryFiles({}), { out }), UsageError)
    assert.deepEqual(readdirSync(out), ['precious.txt'])
  })

  test('a file in its place', async () => {
    const out = newOut()
    writeFileSync(out, 'precious')
    await assert.rejects(build(memoryFiles({}), { out }), UsageError)
    assert.equal(readFileSync(out, 'utf8'), 'precious')
  })

  test('a file that is shorter than it was', async () => {
    const source = reading(memoryFiles({ a: 'long' }), () => () => 'no')
    await assert.rejects(build(source), /^UsageError: cannot read "a": 2 bytes where 4/)
  })

  test('a folder that takes nothing, and says which', async () => {
    const out = newOut()
    // What is unfinished has gone, as on a disk that was taken away.
    const source = reading(memoryFiles({ a: 'text' }), () => () => {
      for (const name of readdirSync(out)) rmSync(join(out, name), { recursive: true })
      return 'text'
    })
    const expected = new UsageError(`cannot build into "${out}": no such file or directory`)
    await assert.rejects(build(source, { out }), expected)
  })

  test('more than it can hold', async () => {
    const source: FileSource = { find: () => endless }
    await assert.rejects(build(source), /^UsageError: cannot build: more than 100000/)
  })

  test('a folder without an end', async () => {
    const source: FileSource = { find: () => bottomless }
    await assert.rejects(build(source, { show: { mocks: 'never' } }), /too deep/)
  })

  test('a file that changes whenever it is read', async () => {
    const out = newOut()
    const source = reading(memoryFiles({ 'a/b.txt': 'b' }), () => () => null)
    await assert.rejects(build(source, { out }), /^UsageError: cannot read "a\/b\.txt": it changes/)
    assert.ok(!existsSync(join(out, 'site.js')))
    assert.deepEqual(readdirSync(out).sort(), ['.gitignore', '.webstand-build', 'assets'])
  })
})

describe('workerName()', () => {
  const cases: [text: string, name: string][] = [
    ['demo', 'demo'],
    ['My Demo.d', 'my-demo-d'],
    ['_x_', 'x'],
    ['', 'webstand'],
    ['日本', 'webstand'],
    [`${'a'.repeat(53)}-b`, 'a'.repeat(53)],
  ]
  for (const [text, name] of cases) {
    test(`"${text}"`, () => assert.equal(workerName(text), name))
  }
})
