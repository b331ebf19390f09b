import { make } from './dom.ts'

/** Bytes of a text that are shown. */
export const MAX_SHOWN = 262_144

/** Characters up to which JSON is coloured. */
const MAX_COLOURED = 131_072

/** The beginning of a text. */
export interface Beginning {
  readonly text: string
  /** In bytes. */
  readonly size: number
  /** Whether there is more of it. */
  readonly isCut: boolean
  readonly isBinary: boolean
}

/** Asks for the beginning of a file only, and for one byte that tells whether there is more. */
export const onlyBeginning = { Range: `bytes=0-${MAX_SHOWN}` }

/** Reads the beginning of an answer, and leaves the rest. */
export async function readBeginning(response: Response): Promise<Beginning> {
  const reader = response.body?.getReader()
  const bytes = new Uint8Array(MAX_SHOWN)
  let size = 0
  let isCut = false
  while (reader !== undefined && !isCut) {
    const { value, done } = await reader.read()
    if (done) break
    const rest = MAX_SHOWN - size
    isCut = value.length > rest
    bytes.set(value.subarray(0, rest), size)
    size += Math.min(value.length, rest)
  }
  reader?.cancel()
  // Other than in UTF-8, a text has to say so.
  const decoder = new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16' : 'utf-8')
  const text = decoder.decode(bytes.subarray(0, size), { stream: isCut })
  return { text, size, isCut, isBinary: text.includes('\0') }
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{[]\s*[}\]]|[{}[\],:]|[^\s{}[\],:"]+/g

/** JSON, one member a line. Every token stays as it was written; what is no JSON stays as it is. */
export function renderJson(text: string): Node {
  const rendered = new DocumentFragment()
  try {
    JSON.parse(text)
  } catch {
    rendered.append(text)
    return rendered // cut, or not JSON
  }
  const tokens = text.match(TOKEN) ?? []
  let depth = 0
  let plain = ''
  const line = () => `\n${'  '.repeat(depth)}`
  tokens.forEach((token, index) => {
    if (/^[{[]$/.test(token)) {
      depth++
      plain += token + line()
    } else if (/^[}\]]$/.test(token)) {
      depth--
      plain += line() + token
    } else if (token === ',') plain += token + line()
    else if (token === ':') plain += ': '
    else if (text.length > MAX_COLOURED || /^[{[]/.test(token)) plain += token
    else {
      rendered.append(plain, coloured(token, tokens[index + 1] === ':'))
      plain = ''
    }
  })
  rendered.append(plain)
  return rendered
}

function coloured(token: string, isName: boolean): Node {
  const kind = isName ? 'k' : token.startsWith('"') ? 's' : 'n'
  return make('span', { class: kind }, token)
}

/** Comma-separated values as a table. */
export function renderTable(text: string, separator: string): Node {
  const rows = parseRows(text, separator).slice(0, 1000)
  const [head = [], ...body] = rows
  const cells = (tag: 'th' | 'td', row: string[]) => row.map((cell) => make(tag, {}, cell))
  return make(
    'table',
    { class: 'sheet' },
    make('thead', {}, make('tr', {}, ...cells('th', head))),
    make('tbody', {}, ...body.map((row) => make('tr', {}, ...cells('td', row)))),
  )
}

/** A quoted field, or one up to the next separator, and what ends it: RFC 4180. */
function parseRows(text: string, separator: string): string[][] {
  const field = new RegExp(
    `(?:"((?:[^"]|"")*)"|([^${separator}\\n\\r]*))(${separator}|\\r?\\n|$)`,
    'y',
  )
  const rows: string[][] = [[]]
  while (field.lastIndex < text.length) {
    const match = field.exec(text)
    if (match === null) return [[text]]
    const [, quoted, plain = '', end = ''] = match
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end !== separator && field.lastIndex < text.length) rows.push([])
  }
  return rows
}
