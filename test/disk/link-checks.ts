import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type Check, textAt } from './place.ts'

const OUTSIDE = { reason: 'a link that leaves the folder', flag: '--allow-links' }
const HIDDEN = { reason: 'hidden', flag: '--allow-hidden' }
const IRREGULAR = { reason: 'not a regular file' }

export const linkChecks: Check[] = [
  [
    'find() follows a link that stays inside, also through others',
    async (place) => {
      place.write('dir/hello.txt', 'hello')
      place.link('link.txt', 'dir/hello.txt')
      place.link('again.txt', 'link.txt')
      place.link('absolute.txt', place.at('dir/hello.txt'))
      place.link('folder', 'dir')
      place.link('dir/up', '..')
      const paths = ['link.txt', 'again.txt', 'absolute.txt', 'folder/hello.txt']
      for (const path of [...paths, 'dir/up/folder/up/link.txt']) {
        assert.equal(await textAt(place.source(), path), 'hello', path)
      }
      assert.equal((await place.source().find('link.txt'))?.name, 'link.txt')
      assert.equal((await place.source().find('folder'))?.kind, 'directory')
    },
  ],
  [
    'find() follows a link that leaves the folder only where that is allowed',
    async (place) => {
      place.write('../outside/secret.txt', 'secret')
      place.write('../pub-secret/secret.txt', 'secret')
      place.link('link.txt', '../outside/secret.txt')
      place.link('linkdir', '../outside')
      place.link('sibling', '../pub-secret')
      place.link('via', 'linkdir/secret.txt')
      for (const path of ['link.txt', 'linkdir/secret.txt', 'sibling/secret.txt', 'via']) {
        assert.equal(await place.source().find(path), null, path)
        assert.deepEqual(await place.source().refusal?.(path), OUTSIDE, path)
        assert.equal(await textAt(place.source({ links: true }), path), 'secret', path)
      }
      assert.equal(await place.source().find('linkdir'), null)
    },
  ],
  [
    'find() judges the names that a link leads to',
    async (place) => {
      place.write('.env', 'secret')
      place.write('.git/config', 'secret')
      place.link('public.txt', '.env')
      place.link('git', '.git')
      for (const path of ['public.txt', 'git/config']) {
        assert.equal(await place.source().find(path), null, path)
        assert.deepEqual(await place.source().refusal?.(path), HIDDEN, path)
        assert.equal(await textAt(place.source({ dotfiles: true }), path), 'secret', path)
      }
    },
  ],
  [
    'find() follows the links of a node_modules that pnpm made',
    async (place) => {
      place.write('node_modules/.pnpm/foo@1/node_modules/foo/index.js', 'foo')
      place.link('node_modules/foo', '.pnpm/foo@1/node_modules/foo')
      assert.equal(await textAt(place.source(), 'node_modules/foo/index.js'), 'foo')
    },
  ],
  [
    'find() finds nothing where links lead nowhere or in a circle',
    async (place) => {
      place.link('broken', 'nothing')
      place.link('loop', 'loop')
      place.link('a', 'b')
      place.link('b', 'a')
      for (const path of ['broken', 'loop', 'a', 'a/x', 'loop/x']) {
        assert.equal(await place.source({ links: true }).find(path), null, path)
        assert.equal(await place.source().refusal?.(path), null, path)
      }
    },
  ],
  [
    'find() serves a root that is a link, and follows it when it leads elsewhere',
    async (place) => {
      place.write('../one/file.txt', 'one')
      place.write('../two/file.txt', 'two')
      const current = join(place.parent, 'current')
      symlinkSync('one', current)
      const source = place.runtime.diskFiles(current)
      assert.equal(await textAt(source, 'file.txt'), 'one')
      symlinkSync('two', `${current}-new`)
      renameSync(`${current}-new`, current)
      assert.equal(await textAt(source, 'file.txt'), 'two')
    },
  ],
  [
    'find() serves a root that was deleted and built again',
    async (place) => {
      place.write('index.html', 'one')
      const source = place.source()
      assert.equal(await textAt(source, 'index.html'), 'one')
      rmSync(place.root, { recursive: true })
      assert.equal(await source.find(''), null)
      assert.equal(await source.find('index.html'), null)
      place.write('index.html', 'two')
      assert.equal(await textAt(source, 'index.html'), 'two')
      assert.equal((await source.find(''))?.kind, 'directory')
    },
  ],
  [
    'find() serves a root that a link took the place of',
    async (place) => {
      place.write('file.txt', 'one')
      const source = place.source()
      assert.equal(await textAt(source, 'file.txt'), 'one')
      renameSync(place.root, join(place.parent, 'old'))
      place.write('../new/file.txt', 'two')
      symlinkSync('new', place.root)
      assert.equal(await textAt(source, 'file.txt'), 'two')
    },
  ],
  [
    'find() does not find, nor wait for, a FIFO, a socket or a device',
    async (place) => {
      execFileSync('mkfifo', [place.at('fifo')])
      const server = createServer()
      await new Promise<void>((resolve) => server.listen(place.at('socket'), resolve))
      place.link('null', '/dev/null')
      place.link('to-fifo', 'fifo')
      const source = place.source({ links: true })
      for (const path of ['fifo', 'socket', 'null', 'to-fifo']) {
        assert.equal(await source.find(path), null, path)
        assert.deepEqual(await source.refusal?.(path), IRREGULAR, path)
      }
      const names: string[] = []
      const root = await source.find('')
      assert.equal(root?.kind, 'directory')
      for await (const batch of root.list()) names.push(...batch.map(({ name }) => name))
      assert.deepEqual(names, [])
      await new Promise((resolve) => server.close(resolve))
    },
  ],
  [
    'body() gives nothing when a FIFO took the place of a file, and does not wait for it',
    async (place) => {
      place.write('file')
      const entry = await place.source().find('file')
      unlinkSync(place.at('file'))
      execFileSync('mkfifo', [place.at('file')])
      assert.equal(entry?.kind, 'file')
      assert.equal(await entry.body(0, 4), null)
    },
  ],
  [
    'refusal() says nothing of what is shown or absent',
    async (place) => {
      mkdirSync(place.at('dir'))
      place.write('file.txt')
      const source = place.source()
      for (const path of ['', 'dir', 'file.txt', 'nothing', '.nothing', '..', 'a/../..']) {
        assert.equal(await source.refusal?.(path), null, path)
      }
    },
  ],
]
