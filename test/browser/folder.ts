import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Names that mean something else to HTML, URLs, shells or readers. */
export const hostileNames = [
  '<img src=x onerror=alert(1)>.txt',
  '"double" and \'single\'.txt',
  '#hash.txt',
  'what?.txt',
  '50%.txt',
  '%41.txt',
  '&amp;.txt',
  'new\nline.txt',
  'back\\slash.txt',
  'javascript:alert(1)',
  'C:drive.txt',
  '🦉 owl.txt',
  'ملف.txt',
  'שלום.md',
  '\u202egnp.exe.txt',
  ' space .txt',
  'tab\there.txt',
  'dots..txt',
  '-rf.txt',
  '$(HOME)`id`.txt',
  `${'long '.repeat(40)}.txt`,
]

const root = join(import.meta.dirname, '../..')

/** A folder that a test may change: the demo's pictures and texts, routes, and hostile names. */
export interface Folder {
  readonly path: string
  write(name: string, content: string | Uint8Array): void
  remove(): void
}

export function makeFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'webstand-browser-'))
  const write = (name: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), content)
  }
  for (const part of ['window-seat', 'depot', 'api']) {
    cpSync(join(root, 'demo', part), join(path, part), { recursive: true })
  }
  for (const name of hostileNames) write(`hostile/${name}`, `bytes of ${name}`)
  mkdirSync(join(path, 'hostile/<b>bold'))
  mkdirSync(join(path, 'empty'))
  write('kinds/long.log', `${'a line of a long text\n'.repeat(14_000)}the end`)
  write('kinds/main.ts', 'const owl: string = "<b>awake</b>"\n')
  write('kinds/big.json', '{"id":12345678901234567890,"list":[],"more":{"a":1.0}}')
  write('kinds/[body].POST.json', '{}')
  write('kinds/deep/[[...rest]].GET.json', '{}')
  write('kinds/nothing.txt', '')
  const links = '[one](main.ts) [two](javascript:alert(1))'
  write('kinds/notes & more.md', `# Notes\n\n<img src=main.ts onerror=alert(1)>\n\n${links}\n`)
  write('app/index.html', '<!doctype html><p class="prose">not ours</p><p>two</p>')
  write('app/under-index.md', '# as it is')
  write('kinds/noise.bin', new Uint8Array(5000).fill(7))
  return { path, write, remove: () => rmSync(path, { recursive: true, force: true }) }
}
