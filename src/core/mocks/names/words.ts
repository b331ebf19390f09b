/** The methods that a name can carry. */
export const methodWords = [
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'QUERY',
] as const

export type Word = (typeof methodWords)[number] | keyof typeof extensions

/** The extensions of the words that are no methods. */
export const extensions = {
  ANY: ['ts', 'js', 'mjs'],
  CRUD: ['json'],
  MOCK: ['json', 'yaml', 'yml'],
  SPEC: ['json', 'yaml', 'yml'],
  SSE: ['jsonl'],
  WS: ['ts', 'js'],
} as const

/** Words that ordinary files carry too: with another extension they are static. */
const ordinary = new Set<string>(['CRUD', 'MOCK', 'SPEC', 'SSE'])

const words = [...methodWords, ...Object.keys(extensions)].join('|')
const ANY_WORD = new RegExp(`\\.(?:${words})(?![A-Za-z0-9])`)
/** The word, the status and the extension that a name ends in. */
export const TAIL = new RegExp(`\\.(${words})(?:\\.([0-9]{3}))?\\.([^.~#()\\s]+)$`)

/** Whether a file's name means nothing but the file: it carries no word, or one with an ordinary extension. */
export function isPlainName(name: string): boolean {
  if (!ANY_WORD.test(name)) return true
  const [, word = '', status, extension = ''] = TAIL.exec(name) ?? []
  if (!ordinary.has(word) || status !== undefined || /^\d{3}$/.test(extension)) return false
  const allowed: readonly string[] = extensions[word as keyof typeof extensions]
  return !allowed.includes(extension)
}

export function isMethod(word: string): word is (typeof methodWords)[number] {
  return (methodWords as readonly string[]).includes(word)
}
