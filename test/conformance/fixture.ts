import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { datedFixture, incidentFixture } from './incident-cases.ts'
import { libraryFixture } from './library-cases.ts'
import { ruleFixture } from './rule-cases.ts'

/** 26 bytes, so that a range can be read off. */
export const alphabet = 'abcdefghijklmnopqrstuvwxyz'

/** The date of every file: 2024-01-02T03:04:05Z. */
export const changed = 'Tue, 02 Jan 2024 03:04:05 GMT'
const seconds = Date.parse(changed) / 1000

/** Names that other servers trip over; each file holds its own name. */
export const oddNames = [
  'a b.txt',
  'a#b.txt',
  'a?b.txt',
  'a+b.txt',
  'a&amp;b.txt',
  '100%.txt',
  'a%2Fb.txt',
  '%2e%2e.txt',
  'ünï.txt',
  '😀.txt',
  'b\\s.txt',
  "it's.txt",
  '"quoted".txt',
  '[x].txt',
  '{x}.txt',
  '<img src=x onerror=alert(1)>.txt',
  'javascript:alert(1)',
  '~tilde.txt',
  'a;b=c.txt',
  'a@b:c.txt',
  'constructor',
  '__proto__',
  'con.txt',
  'trailing.',
  'a..b.txt',
  '-.txt',
  ' space.txt',
  'space ',
  'tab\t.txt',
  'line\nfeed.txt',
  'line\u2028separator.txt',
  'escape\x1b[31m.txt',
  'right\u202eto left.txt',
  'e\u0301.txt',
  '\u00e9.txt',
]

const files: Record<string, string | Uint8Array> = {
  'hello.txt': alphabet,
  'empty.txt': '',
  'page.html': '<!doctype html><title>page</title>page',
  'dir/a.txt': 'a',
  'dir/file2.txt': '2',
  'dir/file10.txt': '10',
  'dir/sub/b.txt': 'b',
  'site/index.html': '<!doctype html><title>site</title>site',
  'site/old/index.htm': 'index.htm',
  'site/both/index.htm': 'index.htm',
  'site/both/index.html': 'index.html',
  'example.com/a.txt': 'a folder with the name of a host',
  'private/secret.txt': 'below a name that rules may guard',
  '.env': 'SECRET',
  '.git/config': 'SECRET',
  '.well-known/acme': 'acme',
  '.well-known/.env': 'SECRET',
  '.well-known-x/a': 'SECRET',
  'code/main.ts': 'export const a = 1\n',
  'code/app.mjs': 'export {}\n',
  'code/app.js': 'void 0\n',
  'code/main.py': 'pass\n',
  'code/Makefile': 'all:\n',
  'code/LICENSE': 'MIT\n',
  'code/unknown': 'no extension',
  'code/data.json': '{"a":1}\n',
  'code/readme.md': '# hi\n',
  'code/mod.wasm': Uint8Array.from([0, 97, 115, 109]),
  'code/x.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'code/archive.tar.gz': Uint8Array.from([31, 139, 8, 0]),
  'code/movie.ts': transportStream(),
  'api/users.GET.json': '[{"id":1},{"id":2}]',
  'api/users.POST.201.json': '{"id":3}',
  'api/users/[id].GET.json': '{"id":"{{params.id}}","q":"{{query.q}}"}',
  'api/users/[id].DELETE.204.json': '',
  'api/users/me.GET.json': '{"id":"me"}',
  'api/files/[...path].GET.txt': 'path={{params.path}}',
  'api/page.GET.html': '<p>{{query.q}}</p>',
  'api/teapot.GET.418.txt': 'short and stout',
  'api/index.GET.json': '{"api":true}',
  'api/any/[[...rest]].PUT.json': '{"rest":"{{params.rest}}"}',
  'api/near.GET.json.bak': 'SECRET',
  'homepage.MOCK.png': Uint8Array.from([137, 80, 78, 71]),
}

/** Long enough to be worth a coding. */
export const script = 'let answer = 42\n'.repeat(640)

const coded: Record<string, string | Uint8Array> = {
  'coded/all.js': script,
  'coded/all.js.br': brotliCompressSync(script),
  'coded/all.js.zst': zstdCompressSync(script),
  'coded/all.js.gz': gzipSync(script),
  'coded/br.js': script,
  'coded/br.js.br': brotliCompressSync(script),
  'coded/plain.js': script,
  'coded/escaping.js': 'void 0',
  'coded/archive.tar.gz': gzipSync(script),
  'coded/build.data': script,
  'coded/build.data.gz': gzipSync(script),
  'coded/photo.png': script,
  'coded/photo.png.gz': 'no form of the picture',
}

/** Siblings that are older than their original. */
const stale: Record<string, string> = { 'coded/plain.js.gz': 'OLD', 'coded/plain.js.br': 'OLD' }

function transportStream(): Uint8Array {
  const bytes = new Uint8Array(188 * 4)
  for (let packet = 0; packet < 4; packet++) bytes[packet * 188] = 0x47
  return bytes
}

/** Files outside of the folder, which must never be sent. */
const outside: Record<string, string> = {
  'secret.txt': 'OUTSIDE',
  'pub-secret/secret.txt': 'OUTSIDE',
  'outside/o.txt': 'OUTSIDE',
  'outside.html': 'OUTSIDE',
}

/** Makes the folder that every server under test shows: `pub`, among things that it must not show. */
export function createFixture(): { folder: string; parent: string } {
  const parent = mkdtempSync(join(tmpdir(), 'webstand-conformance-'))
  const folder = join(parent, 'pub')
  for (const [path, content] of Object.entries(outside)) write(join(parent, path), content)
  for (const [path, content] of Object.entries(files)) write(join(folder, path), content)
  for (const [path, content] of Object.entries(ruleFixture)) write(join(folder, path), content)
  for (const [path, content] of Object.entries(coded)) write(join(folder, path), content)
  for (const [path, content] of Object.entries(stale)) {
    write(join(folder, path), content)
    utimesSync(join(folder, path), seconds - 1, seconds - 1)
  }
  for (const [path, content] of Object.entries(incidentFixture)) write(join(folder, path), content)
  for (const [path, content] of Object.entries(libraryFixture)) write(join(folder, path), content)
  for (const [path, date] of Object.entries(datedFixture)) {
    write(join(folder, path), path)
    execFileSync('touch', ['-d', date, join(folder, path)]) // Node writes no date before zero
  }
  for (const name of oddNames) write(join(folder, 'odd', name), name)

  for (const [link, target] of [
    ['link-in', 'hello.txt'],
    ['link-out', '../secret.txt'],
    ['linkdir', '../outside'],
    ['public.txt', '.env'],
    ['broken', 'nowhere'],
    ['loop', 'loop'],
    ['linked/index.html', '../../secret.txt'],
    ['coded/escaping.js.gz', '../../secret.txt'],
  ] as const) {
    mkdirSync(dirname(join(folder, link)), { recursive: true })
    symlinkSync(target, join(folder, link))
  }
  execFileSync('mkfifo', [join(folder, 'fifo')])
  return { folder, parent }
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  utimesSync(path, seconds, seconds)
}
