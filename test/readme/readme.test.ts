import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { diskFiles } from '../../src/adapters/node.ts'
import { flagTable } from '../../src/cli/line/flags.ts'
import { renderFacts, renderHead } from '../../src/cli/serve/banner.ts'
import { accessLog } from '../../src/cli/serve/log.ts'
import { createApp, memoryFiles, readSite } from '../../src/index.ts'
import { runCli } from '../cli/process.ts'

const root = join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const readme = read('README.md')

/** `<!-- file -->` and the code block that follows it. */
const MARKED = /<!-- (test\/readme\/\S+) -->\n+```ts\n([\s\S]*?)```/g
const examples = [...readme.matchAll(MARKED)].map(([, file = '', code = '']) => ({ file, code }))

describe('examples in the README', () => {
  test('one is the file that the tests run', () => {
    expect(examples.map(({ file }) => file)).toContain('test/readme/example.test.ts')
  })

  for (const { file, code } of examples) {
    test(`the example of ${file} is in that file`, () => {
      expect(asInstalled(read(file))).toContain(code)
    })
  }
})

/** The one thing that differs: whoever installed the package imports it by its name. */
function asInstalled(source: string): string {
  return source
    .replaceAll("'../../src/index.ts'", "'webstand'")
    .replaceAll(/'\.\.\/\.\.\/src\/adapters\/(\w+)\.ts'/g, "'webstand/$1'")
}

/** The table of what files mean: `| `file` | `METHOD /path` with status N |`. */
const ROW = /^\| `([^`]+)` \| `([A-Z]+) (\/[^`]*)`(?:.*?with status (\d+))?/gm
const rows = [...readme.matchAll(ROW)].map(([, file = '', method = '', path = '', status]) => {
  return { file, method, path, status: Number(status ?? 200) }
})

describe('what the README says files mean', () => {
  const app = createApp({
    source: memoryFiles(Object.fromEntries(rows.map(({ file }) => [file, file]))),
  })

  test('the table has its rows', () => {
    expect(rows.length).toBeGreaterThan(6)
  })

  for (const { file, method, path, status } of rows) {
    test(`${file} answers ${method} ${path} with ${status}`, async () => {
      const response = await app.request(path, { method })
      expect(response.status).toBe(status)
      expect(await response.text()).toBe(status === 204 ? '' : file)
    })
  }
})

describe('what the README says a command prints', () => {
  const shown = [...readme.matchAll(/```console\n\$ webstand (.*)\n([\s\S]*?)…\n```/g)]

  test('one is explained', () => {
    expect(shown.map(([, args]) => args)).toContain('explain DELETE /api/berths/7 demo')
  })

  for (const [, args = '', text = ''] of shown) {
    test(`webstand ${args}`, async () => {
      const { stdout } = await runCli('node', args.split(' '), { cwd: root })
      expect(stdout.slice(0, text.length)).toBe(text)
    })
  }
})

describe('what the README shows of a server', () => {
  const block = /```\n( {2}webstand [\s\S]*?)```/.exec(readme)![1]!.split('\n')
  const lines = block.filter((line) => line !== '')
  const paint = (_: string, text: string) => text

  test('its banner is the one of the demo', async () => {
    const { version } = JSON.parse(read('node_modules/bun/package.json'))
    const site = await readSite(diskFiles(join(root, 'demo')))
    const urls = ['http://localhost:8000/']
    const head = renderHead({ runtime: `bun ${version}`, urls, shown: './demo', paint })
    const facts = renderFacts({ site, names: ['demo'], isOpen: false, paint })
    const banner = [...head, ...facts].filter((line) => line !== '')
    expect(lines.slice(0, banner.length)).toEqual(banner)
  })

  test('its log has the lines that a terminal of 97 columns shows', async () => {
    const shown = lines.filter((line) => /^\d\d:/.test(line))
    const written: string[] = []
    const write = (line: string) => void written.push(line)
    const terminal = { isTty: true, columns: 97, paint, write, writeSoon: write }
    let ms = 0
    const log = accessLog(terminal)
    const app = createApp({
      source: diskFiles(join(root, 'demo')),
      onAnswer: (record) => log({ ...record, ms }),
    })
    for (const line of shown) {
      const [, method = '', path = '', status] = line.split(/ +/)
      ms = Number(/(\d+) ms/.exec(line)![1])
      await app.request(path, { method, headers: status === '304' ? { 'If-None-Match': '*' } : {} })
    }
    expect(shown.length).toBe(3)
    expect(written.map((line) => line.slice(8))).toEqual(shown.map((line) => line.slice(8)))
  })
})

describe('flags in the README', () => {
  const table = readme.slice(readme.indexOf('## Flags'))
  const section = table.slice(0, table.indexOf('\n## ', 1))
  const shown = new Set([...section.matchAll(/--[a-z][a-z-]+/g)].map(([name]) => name))

  for (const [name] of flagTable) {
    test(`--${name} is in the table`, () => {
      expect([...shown]).toContain(`--${name}`)
    })
  }

  test('no other is', () => {
    const known = flagTable.map(([name]) => `--${name}`)
    expect([...shown].filter((name) => !known.includes(name))).toEqual([])
  })
})

describe('links in the documents', () => {
  const own = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md']
  const folders = ['docs', 'decisions'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
  )
  for (const file of [...own, ...folders.filter((name) => name.endsWith('.md'))]) {
    const links = [...read(file).matchAll(/\]\(([^)\s#]+)[^)]*\)|src(?:set)?="([^"]+)"/g)]
      .map(([, link, image]) => link ?? image!)
      .filter((link) => !/^[a-z]+:/.test(link))

    test(`${file} links to files that exist`, () => {
      const missing = links.filter((link) => !existsSync(join(root, dirname(file), link)))
      expect(missing).toEqual([])
    })
  }
})
