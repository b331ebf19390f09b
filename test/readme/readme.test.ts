import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { flagTable } from '../../src/cli/line/flags.ts'
import { createApp, memoryFiles } from '../../src/index.ts'
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
  for (const file of ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md']) {
    const links = [...read(file).matchAll(/\]\(([^)\s#]+)[^)]*\)|src(?:set)?="([^"]+)"/g)]
      .map(([, link, image]) => link ?? image!)
      .filter((link) => !/^[a-z]+:/.test(link))

    test(`${file} links to files that exist`, () => {
      const missing = links.filter((link) => !existsSync(join(root, dirname(file), link)))
      expect(missing).toEqual([])
    })
  }
})
