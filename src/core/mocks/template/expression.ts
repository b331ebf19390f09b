/** The words that an expression may begin with: everything else in `{{…}}` is sent as it stands. */
export const roots = [
  'params',
  'query',
  'headers',
  'cookies',
  'body',
  'method',
  'url',
  'now',
  'uuid',
  'seq',
  'random',
  'fake',
] as const
/** The one that an expression may begin with in a list that is repeated. */
const INDEX = 'index'
export type Root = (typeof roots)[number] | typeof INDEX

/** The words that may follow a `|`. */
export const filterNames = [
  'int',
  'num',
  'bool',
  'text',
  'json',
  'default',
  'upper',
  'lower',
  'date',
  'add',
  'pick',
  'base64',
  'fake',
  'length',
  'slice',
  'split',
  'join',
  'replace',
  'times',
  'round',
] as const
export type FilterName = (typeof filterNames)[number]

/** The filters that can be given what the request says: `add query.offset`. */
const REFERRING: readonly string[] = ['default', 'add', 'times', 'slice', 'pick']

export type Argument = string | number

/** What a request says: `query.offset`. */
export interface Reference {
  readonly root: Root
  readonly path: readonly string[]
}

/** `params.id | default 'none'`: a root, a path below it, and what is done with the value. */
export interface Expression extends Reference {
  readonly args: readonly Argument[]
  readonly filters: readonly {
    readonly name: FilterName
    readonly args: readonly (Argument | Reference)[]
  }[]
}

/** The roots of all that an expression looks at. */
export function rootsOf({ root, filters }: Expression): Root[] {
  const args = filters.flatMap((filter) => filter.args)
  return [root, ...args.flatMap((arg) => (typeof arg === 'object' ? arg.root : []))]
}

const INSIDE = `(?:[^{}"']|"[^"]*"|'[^']*'){1,500}`

/** `{{ … }}` in a text, with quotes that may hold braces; what is in three braces is somebody else's. */
export const BRACES = new RegExp(`\\{\\{\\{${INSIDE}\\}\\}\\}|\\{\\{(${INSIDE})\\}\\}`, 'g')

const TOKEN =
  /\s*(?:(\|)|"([^"]*)"|'([^']*)'|(-?\d+(?:\.\d+)?)(?=[\s|]|$)|([A-Za-z][\w.[\]-]*))\s*/y

type Token = { kind: 'pipe' } | { kind: 'value'; value: Argument } | { kind: 'word'; word: string }

/** Parses what stands between braces. `null`: it is not one of ours. */
export function parseExpression(text: string, isRepeated = false): Expression | null {
  const tokens = tokensOf(text)
  if (tokens === null) return null
  const stages: Token[][] = [[]]
  for (const token of tokens) {
    if (token.kind === 'pipe') stages.push([])
    else stages.at(-1)!.push(token)
  }
  const [first, ...others] = stages
  const root = first === undefined ? null : parseRoot(first, isRepeated)
  const filters = others.map((stage) => parseFilter(stage, isRepeated))
  if (root === null || !filters.every((filter) => filter !== null)) return null
  return { ...root, filters }
}

function parseRoot([first, ...rest]: Token[], isRepeated: boolean) {
  const reference = first?.kind === 'word' ? parseReference(first.word, isRepeated) : null
  const args = rest.flatMap((token) => (token.kind === 'value' ? token.value : []))
  return reference === null || args.length < rest.length ? null : { ...reference, args }
}

/** `query.ids[0]`; `null`: it begins with another word. */
function parseReference(word: string, isRepeated: boolean): Reference | null {
  const [root = '', ...path] = word.replace(/\[(\d+)\]/g, '.$1').split('.')
  const isRoot = isOneOf(roots, root) || (isRepeated && root === INDEX)
  return isRoot && !path.includes('') ? { root: root as Root, path } : null
}

/** A filter and what it is given; `null`: something else. */
function parseFilter([first, ...rest]: Token[], isRepeated: boolean) {
  if (first?.kind !== 'word' || !isOneOf(filterNames, first.word)) return null
  const isReferring = isOneOf(REFERRING, first.word)
  const args = rest.map((token) => {
    if (token.kind === 'value') return token.value
    return token.kind === 'word' && isReferring ? parseReference(token.word, isRepeated) : null
  })
  return args.every((arg) => arg !== null) ? { name: first.word as FilterName, args } : null
}

function tokensOf(text: string): Token[] | null {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text)
    if (match === null) return null
    const [, pipe, double, single, number, word] = match
    if (pipe !== undefined) tokens.push({ kind: 'pipe' })
    else if (word !== undefined) tokens.push({ kind: 'word', word })
    else tokens.push({ kind: 'value', value: double ?? single ?? Number(number) })
  }
  return tokens
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name)
}
