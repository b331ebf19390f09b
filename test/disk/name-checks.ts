import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Check, textAt } from './place.ts'

/** What no file can be called, and names that lead nowhere. */
const absent: [path: string, why: string][] = [
  ['..', 'goes up'],
  ['../secret.txt', 'goes up'],
  ['a/../../secret.txt', 'goes up'],
  ['../pub-secret/secret.txt', 'a sibling that begins alike'],
  ['.', 'the folder itself'],
  ['a/./b.txt', 'a dot segment'],
  ['/a', 'an empty name'],
  ['a//b.txt', 'an empty name'],
  ['a/', 'an empty name'],
  ['a/b.txt/', 'an empty name'],
  ['a/b.txt\0', 'NUL'],
  ['a\0', 'NUL'],
  ['a/b.txt/c', 'ENOTDIR'],
  ['nothing', 'ENOENT'],
  ['nothing/at/all', 'ENOENT'],
  ['x'.repeat(300), 'ENAMETOOLONG'],
  ['x/'.repeat(3000).slice(0, -1), 'ENAMETOOLONG'],
  ['\ud800', 'no character'],
  ['A/b.txt', 'another case'],
  ['a/b.txt ', 'a space more'],
  ['a/b.txt.', 'a dot more'],
  ['a/B~1.TXT', 'a short name'],
  ['%61/b.txt', 'decoded once by who asks'],
]

/** Names that are ordinary ones. */
const ordinary = [
  'a b.txt',
  'a#b.txt',
  'a?b.txt',
  '100%.txt',
  'a%2Fb.txt',
  'ünï.txt',
  'u\u0308.txt',
  'b\\s.txt',
  '..\\up.txt',
  'foo..bar',
  '...',
  '<img src=x onerror=alert(1)>.txt',
  '$&`"\'.txt',
  '[a-z]*',
  '-',
  'constructor',
  '__proto__',
  'C:',
  'con.txt',
  'new\nline.txt',
  'a/deep/er/file.txt',
]

/** With dotfiles hidden, as they are by default. */
const hidden = [
  '.env',
  '.git/config',
  'a/.hidden/b.txt',
  'a/b/.env',
  '.well-known/.env',
  '.well-known-x',
  'a/.well-known/x',
  '.pnpm/foo/index.js',
  'a/.pnpm/index.js',
  'node_modules/.bin/tool',
  'node_modules/.pnpm/.lock',
]

const shown = [
  '.well-known/acme',
  'node_modules/.pnpm/foo@1/node_modules/foo/index.js',
  'a/node_modules/.pnpm/x.txt',
]

const own = [
  'webstand.json',
  'webstand.config.ts',
  'webstand.config.local.js',
  'wrangler.toml',
  'wrangler.jsonc',
  '.webstand/state.db',
  'a/.webstand/x.txt',
]

export const nameChecks: Check[] = [
  ...absent.map(
    ([path, why]): Check => [
      `find(${JSON.stringify(path.slice(0, 30))}) finds nothing: ${why}`,
      async (place) => {
        place.write('a/b.txt')
        mkdirSync(join(place.parent, 'pub-secret'))
        place.write('../pub-secret/secret.txt')
        place.write('../secret.txt')
        assert.equal(await place.source().find(path), null)
        assert.equal(await place.source({ dotfiles: true, links: true }).find(path), null)
        assert.equal((await place.source().refusal?.(path)) ?? null, null)
      },
    ],
  ),
  ...ordinary.map(
    (path): Check => [
      `find(${JSON.stringify(path)}) finds an ordinary name`,
      async (place) => {
        place.write(path)
        const entry = await place.source({ dotfiles: true }).find(path)
        assert.equal(entry?.kind, 'file')
        assert.equal(entry?.name, path.split('/').at(-1))
        assert.equal(await textAt(place.source({ dotfiles: true }), path), path)
      },
    ],
  ),
  ...hidden.map(
    (path): Check => [
      `find("${path}") hides it, unless dotfiles are shown`,
      async (place) => {
        place.write(path)
        assert.equal(await place.source().find(path), null)
        assert.equal(await textAt(place.source({ dotfiles: true }), path), path)
        const refusal = { reason: 'hidden', flag: '--allow-hidden' }
        assert.deepEqual(await place.source().refusal?.(path), refusal)
      },
    ],
  ),
  ...shown.map(
    (path): Check => [
      `find("${path}") shows it`,
      async (place) => {
        place.write(path)
        assert.equal(await textAt(place.source(), path), path)
      },
    ],
  ),
  ...own.map(
    (path): Check => [
      `find("${path}") hides our own file, also where dotfiles are shown`,
      async (place) => {
        place.write(path)
        const source = place.source({ dotfiles: true, links: true })
        assert.equal(await source.find(path), null)
        assert.deepEqual(await source.refusal?.(path), {
          reason: "one of webstand's own files",
        })
        place.write('file.txt')
        place.link('alias', place.at(path))
        assert.equal(await source.find('alias'), null)
      },
    ],
  ),
  [
    'find() hides our own names at the root only',
    async (place) => {
      place.write('a/webstand.json')
      place.write('a/wrangler.toml')
      place.write('webstand.json.txt')
      for (const path of ['a/webstand.json', 'a/wrangler.toml', 'webstand.json.txt']) {
        assert.equal(await textAt(place.source(), path), path)
      }
    },
  ],
  [
    'find() hides what an option names, what SQLite writes beside it, and links to it',
    async (place) => {
      for (const name of ['state.db', 'state.db-wal', 'state.db-shm', 'state.db.txt']) {
        place.write(name)
      }
      place.write('out/assets/1')
      place.write('elsewhere.db')
      place.link('alias.db', 'state.db')
      place.link('linked.db', 'elsewhere.db')
      const names = ['state.db', 'out', 'linked.db', 'not-yet.db']
      const source = place.source({ hidden: names.map((name) => place.at(name)) })
      for (const path of [
        ...['state.db', 'state.db-wal', 'state.db-shm', 'out', 'out/assets/1'],
        ...['alias.db', 'linked.db', 'elsewhere.db'],
      ]) {
        assert.equal(await source.find(path), null, path)
      }
      assert.equal(await textAt(source, 'state.db.txt'), 'state.db.txt')
      place.write('not-yet.db')
      assert.equal(await source.find('not-yet.db'), null)
    },
  ],
  [
    'find() and list() hide what a build wrote, and links to it',
    async (place) => {
      for (const path of ['out/.webstand-build', 'out/worker.js', 'out/assets/1', 'a/b/x.txt']) {
        place.write(path)
      }
      place.link('alias', 'out')
      place.link('asset', 'out/assets/1')
      const source = place.source({ dotfiles: true, links: true })
      for (const path of [
        'out',
        'out/worker.js',
        'out/assets/1',
        'alias',
        'alias/worker.js',
        'asset',
      ]) {
        assert.equal(await source.find(path), null, path)
      }
      assert.deepEqual(await source.refusal?.('out/worker.js'), {
        reason: "one of webstand's own files",
      })
      const root = await source.find('')
      assert.ok(root?.kind === 'directory')
      const names: string[] = []
      for await (const batch of root.list()) names.push(...batch.map(({ name }) => name))
      assert.deepEqual(names, ['a'])
    },
  ],
  [
    'find() judges names below the root only',
    async (place) => {
      place.write('.site/index.html')
      const source = place.runtime.diskFiles(place.at('.site'))
      assert.equal(await textAt(source, 'index.html'), '.site/index.html')
    },
  ],
]
