import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { assetFiles } from '../../src/adapters/workers/assets.ts'
import type { DirectoryNode, ManifestNode } from '../../src/adapters/workers/manifest.ts'
import { type ShardOptions, shardTree } from '../../src/cli/build/manifest-shards.ts'
import type { FileSource } from '../../src/core/files/source.ts'

const HASH = 'f'.repeat(32)

function folder(name: string, children: ManifestNode[]): DirectoryNode {
  return [name, 1, [...children].sort(([one], [other]) => (one < other ? -1 : 1))]
}

function files(names: string[]): ManifestNode[] {
  return names.map((name, index) => [name, index, 2, HASH])
}

/** Cuts a tree and reads it again, from assets that are counted. */
async function stored(tree: DirectoryNode, options?: ShardOptions) {
  const assets = new Map<string, string>()
  const asked: string[] = []
  async function storeText(text: string): Promise<string> {
    const name = `asset-${assets.size}`
    assets.set(name, text)
    return name
  }
  const root = await shardTree(tree, storeText, options)
  const binding = {
    async fetch(url: string) {
      const name = new URL(url).pathname.slice(1)
      asked.push(name)
      const text = assets.get(name)
      return text === undefined ? new Response(null, { status: 404 }) : new Response(text)
    },
  }
  return { source: assetFiles(binding, { partSize: 100, root }), assets, asked, root }
}

async function listed(source: FileSource, path: string): Promise<string[]> {
  const entry = await source.find(path)
  if (entry?.kind !== 'directory') throw new Error(`no folder "${path}"`)
  const names: string[] = []
  for await (const batch of entry.list()) names.push(...batch.map(({ name }) => name))
  return names
}

const many = Array.from({ length: 2000 }, (_, index) => `file-${index}.txt`)
const cut: ShardOptions = { inlined: 100, page: 1000, root: 100 }

describe('assetFiles() finds', () => {
  const tree = folder('', [
    ...files(['a', 'b.txt', '__proto__', 'constructor', 'ünïcode', '\u{1f600}', '￿']),
    folder('docs', [folder('deep', files(['x', 'y'])), ...files(['z'])]),
    folder('empty', []),
    folder('many', files(many)),
  ])
  const found: [path: string, kind: string, name: string][] = [
    ['', 'directory', ''],
    ['a', 'file', 'a'],
    ['__proto__', 'file', '__proto__'],
    ['ünïcode', 'file', 'ünïcode'],
    ['\u{1f600}', 'file', '\u{1f600}'],
    ['￿', 'file', '￿'],
    ['docs', 'directory', 'docs'],
    ['docs/deep/y', 'file', 'y'],
    ['empty', 'directory', 'empty'],
    ['many/file-0.txt', 'file', 'file-0.txt'],
    ['many/file-1999.txt', 'file', 'file-1999.txt'],
  ]
  const absent = [
    'A',
    'toString',
    'a/',
    'a/x',
    '/a',
    'docs/',
    'docs//deep',
    'docs/deep/X',
    'docs/deep/y/z',
    'u\u0308ni\u0308code',
    'empty/x',
    'many/file-.txt',
    'many/',
    'many/zzz',
    'many/\0',
  ]
  for (const [size, options] of [
    ['in one piece', undefined],
    ['in many assets', cut],
  ] as const) {
    for (const [path, kind, name] of found) {
      test(`"${path}" ${size}`, async () => {
        const { source } = await stored(tree, options)
        const entry = await source.find(path)
        assert.deepEqual([entry?.kind, entry?.name], [kind, name])
      })
    }
    for (const path of absent) {
      test(`no "${path}" ${size}`, async () => {
        const { source } = await stored(tree, options)
        assert.equal(await source.find(path), null)
      })
    }
    test(`every name of a large folder ${size}`, async () => {
      const { source } = await stored(tree, options)
      assert.deepEqual(await listed(source, 'many'), [...many].sort())
      assert.deepEqual(await listed(source, 'empty'), [])
    })
  }

  test('the size, the date and the tag that were built', async () => {
    const { source } = await stored(folder('', [['a', 7, 1234, HASH]]))
    const entry = await source.find('a')
    assert.ok(entry?.kind === 'file')
    assert.deepEqual([entry.size, entry.lastModified, entry.etag], [7, 1234, HASH])
  })

  test('what is small at once, and asks for no asset', async () => {
    const { source, asked, assets } = await stored(folder('', [folder('docs', files(['a']))]))
    const entry = source.find('docs/a')
    assert.ok(!(entry instanceof Promise))
    assert.equal(entry?.name, 'a')
    assert.deepEqual([asked.length, assets.size], [0, 0])
  })

  test('the file that answers at the root', async () => {
    const { root } = await stored(folder('', files(['page.html'])))
    const binding = { fetch: async () => new Response(null, { status: 404 }) }
    const front = ['page.html', 3, 4, HASH] as const
    const source = assetFiles(binding, { partSize: 100, root, front })
    assert.equal((await source.find(''))?.kind, 'file')
    assert.equal((await source.find('page.html'))?.kind, 'file')
  })
})

describe('assetFiles() reads', () => {
  test('an asset of the manifest once, whoever asks', async () => {
    const { source, asked } = await stored(folder('', [folder('many', files(many))]), cut)
    await source.find('many/file-7.txt')
    const first = asked.length
    assert.ok(first > 0 && first <= 4, `${first} assets`)
    await source.find('many/file-7.txt')
    assert.equal(asked.length, first)
  })

  test('describe() in the order of the names', async () => {
    const { source } = await stored(folder('', files(many)), cut)
    const root = await source.find('')
    assert.ok(root?.kind === 'directory')
    const entries = await root.describe(['file-9.txt', 'nothing', 'file-10.txt'])
    assert.deepEqual(
      entries.map((entry) => entry?.name),
      ['file-9.txt', undefined, 'file-10.txt'],
    )
  })

  test('no folder whose asset is gone as an empty one', async () => {
    const { source, assets } = await stored(folder('', files(many)), cut)
    assets.clear()
    await assert.rejects(async () => source.find('file-1.txt'), /no asset "asset-\d+"/)
  })
})

describe('shardTree() keeps the Worker small', () => {
  const cases: [count: number, most: number][] = [
    [10, 32_768 + 100],
    [1000, 32_768 + 100],
    [50_000, 32_768 + 100],
  ]
  for (const [count, most] of cases) {
    test(`with ${count} files in one folder`, async () => {
      const names = Array.from({ length: count }, (_, index) => `a-longer-name-of-a-file-${index}`)
      const { root, assets } = await stored(folder('', files(names)))
      assert.ok(JSON.stringify(root).length <= most)
      const largest = Math.max(0, ...[...assets.values()].map((text) => text.length))
      assert.ok(largest <= 65_536 + 8192 + 200, `${largest}`)
    })
  }

  test('with many folders, of which the small ones take no asset of their own', async () => {
    const folders = Array.from({ length: 3000 }, (_, index) => {
      return folder(`folder-${index}`, files(['index.html', 'style.css']))
    })
    const { root, assets, source } = await stored(folder('', folders))
    assert.ok(JSON.stringify(root).length <= 32_768 + 100)
    assert.ok(assets.size < 20, `${assets.size}`)
    assert.equal((await source.find('folder-1234/style.css'))?.kind, 'file')
  })
})
