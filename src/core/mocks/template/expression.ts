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

export type Argument = string | number

/** `params.id | default 'none'`: a root, a path below it, and what is done with the value. */
export interface Expression {
  readonly root: Root
  readonly path: readonly string[]
  readonly args: readonly Argument[]
  readonly filters: readonly { readonly name: FilterName; readonly args: readonly Argument[] }[]
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
  const [first, ...others] = stages.map(parseStage)
  if (!first || others.includes(null)) return null

  const [root, ...path] = first.word.replace(/\[(\d+)\]/g, '.$1').split('.')
  const filters = others.map((stage) => ({ name: stage!.word as FilterName, args: stage!.args }))
  if (!(isOneOf(roots, root!) || (isRepeated && root === INDEX)) || path.includes('')) return null
  if (!filters.every(({ name }) => isOneOf(filterNames, name))) return null
  return { root: root as Root, path, args: first.args, filters }
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

/** A word and the values after it; `null`: something else. */
function parseStage([first, ...rest]: Token[]): { word: string; args: Argument[] } | null {
  if (first?.kind !== 'word') return null
  const args = rest.flatMap((token) => (token.kind === 'value' ? token.value : []))
  return args.length === rest.length ? { word: first.word, args } : null
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name)
}
