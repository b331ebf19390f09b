import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseYaml } from '../../../src/cli/yaml.ts'
import { filterNames, roots } from '../../../src/core/mocks/template/expression.ts'
import { fakeKinds } from '../../../src/core/mocks/template/fake.ts'
import { createApp, memoryFiles, readSite } from '../../../src/index.ts'

const page = readFileSync(join(import.meta.dirname, '../../../docs/mocks.md'), 'utf8')

const TABLE = /\n\|[^\n]*\n\|---[^\n]*\n((?:\|[^\n]*\n)+)/g

/** The cells of each row of a table below a heading, without their quotes. */
function rowsBelow(heading: string, number = 0): string[][] {
  const [, section = ''] = page.split(`\n${heading}\n`)
  const table = [...section.matchAll(TABLE)][number]?.[1] ?? ''
  return table
    .trimEnd()
    .split('\n')
    .map((row) =>
      row
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map(cell),
    )
}

function cell(text: string): string {
  return text.replaceAll('\\|', '|').trim()
}

function code(text: string): string {
  return /^`(.*)`$/.exec(text)?.[1] ?? text
}

/** `POST /x {"a":1}` */
function requestOf(text: string): [path: string, init: RequestInit] {
  const [, method = '', path = '', body] = /^([A-Z]+) (\S+)(?: (.*))?$/.exec(code(text)) ?? []
  const type = /^[\w.]+=/.test(body ?? '') ? 'x-www-form-urlencoded' : 'json'
  const headers = { Cookie: 'sid=abc', 'X-Name': 'Ada', 'Content-Type': `application/${type}` }
  return [path, { method, headers, ...(body !== undefined && { body }) }]
}

describe('the table of names', () => {
  const rows = rowsBelow('## Names')

  test('has every word', () => {
    const words = 'GET POST PUT PATCH DELETE HEAD OPTIONS QUERY ANY CRUD MOCK SPEC SSE WS'.split(
      ' ',
    )
    for (const word of words)
      expect(
        rows.some(([file]) => file?.includes(`.${word}.`)),
        word,
      ).toBe(true)
  })

  test.each(rows)('%s: %s is %s', async (file, request, answer) => {
    const content = file.includes('MOCK')
      ? '[{"body":"mock"}]'
      : /\.empty|\.204/.test(file)
        ? ''
        : '[]'
    const app = createApp({ source: memoryFiles({ [code(file)]: content }) })
    const response = await app.request(...requestOf(request))
    const [, status, type] = /^(\d+)(?: `(.*)`)?$/.exec(answer) ?? []
    expect(response.status).toBe(Number(status))
    if (type !== undefined) expect(response.headers.get('content-type')).toBe(type)
  })
})

describe('the rule that chooses', () => {
  const [, section = ''] = page.split('In a folder of these files:')
  const files = (/```\n([\s\S]*?)```/.exec(section)?.[1] ?? '').trim().split(/\s{2,}|\n/)
  const rows = rowsBelow('## Which answer')

  test('has an example for each of its steps', () => {
    const steps = [
      'pattern',
      '`Prefer`',
      'best match',
      'weight',
      'sequence',
      'default',
      'lowest 2xx',
      'type',
    ]
    for (const step of steps)
      expect(
        rows.some(([, , , by]) => by === step),
        step,
      ).toBe(true)
  })

  test.each(rows)('%s with %s is %s', async (request, field, answer) => {
    const source = memoryFiles(Object.fromEntries(files.map((file) => [file, file])))
    expect((await readSite(source)).mistakes).toEqual([])
    const [path, init] = requestOf(request)
    const [, name, value = ''] = /^(.*?): (.*)$/.exec(code(field)) ?? []
    const headers = new Headers(name === undefined ? {} : { [name]: value })
    const response = await createApp({ source }).request(path, { ...init, headers })
    expect(await response.text()).toBe(code(answer))
  })
})

describe('the table of templates', () => {
  const rows = rowsBelow('## Templates')

  test('has every root, every filter and every kind of fake data', () => {
    const templates = rows.map(([template = '']) => code(template))
    for (const root of roots)
      expect(
        templates.some((text) => text.split(/[.\s]/)[0] === root),
        root,
      ).toBe(true)
    for (const name of filterNames)
      expect(
        templates.some((text) => text.includes(`| ${name}`)),
        name,
      ).toBe(true)
    for (const kind of Object.keys(fakeKinds)) expect(page).toContain(`\`${kind}\``)
  })

  test.each(rows)('%s for %s is %s', async (template, request, value) => {
    const content = JSON.stringify({ value: `{{ ${code(template)} }}` })
    const source = memoryFiles({ 'x/[id].GET.json': content, 'x/[id].POST.json': content })
    const response = await createApp({ source }).request(...requestOf(request))
    const found = JSON.stringify(((await response.json()) as { value: unknown }).value)
    const pattern = /^\/(.*)\/$/.exec(value)?.[1]
    if (pattern === undefined) expect(found).toBe(code(value))
    else expect(found).toMatch(new RegExp(pattern))
  })
})

describe('the table of lists', () => {
  test.each(rowsBelow('## Templates', 1))('%s for %s is %s', async (list, request, answer) => {
    const source = memoryFiles({ 'x.GET.json': code(list) })
    const response = await createApp({ source }).request(...requestOf(request))
    expect(await response.json()).toEqual(JSON.parse(code(answer)))
  })
})

describe('the table of MOCK fields', () => {
  const rows = rowsBelow('## MOCK files')

  test('has every field', () => {
    const fields =
      'body file status method headers name when.query when.headers when.cookies when.body'
    const others = 'times step weight default template delay fault'
    for (const field of `${fields} ${others}`.split(' ')) {
      expect(
        rows.some(([name]) => name === `\`${field}\``),
        field,
      ).toBe(true)
    }
  })

  test.each(rows)('%s, %s: %s', async (_field, _means, example, request, answer) => {
    const source = memoryFiles({ 'orders.MOCK.yaml': code(example!), 'data/one.json': '{"one":1}' })
    const site = await readSite(source, { parseYaml })
    expect(site.mistakes).toEqual([])
    const response = await createApp({ source, site }).request(...requestOf(request!))
    const [, status, text] = /^(\d+)(?: `(.*)`)?$/.exec(answer!) ?? []
    expect(response.status).toBe(Number(status))
    if (text !== undefined) expect(await response.text()).toBe(text)
  })
})

test('every form of a delay and a fault is one that a file can say', async () => {
  const forms = rowsBelow('## Late, broken, limited').flatMap(([, route = '']) =>
    [...route.matchAll(/`((?:delay|fault): [^`]*)`/g)].map(([, form]) => form!),
  )
  expect(forms.length).toBeGreaterThan(7)
  for (const form of forms) {
    const source = memoryFiles({ 'x.MOCK.yaml': `- ${form}` })
    expect((await readSite(source, { parseYaml })).mistakes, form).toEqual([])
  }
})
