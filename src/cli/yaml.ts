import type { ParsedText, Path } from '../core/mocks/mock-file/mock-file.ts'

/**
 * Parses YAML. The parser is read when a file asks for it.
 *
 * @throws {SyntaxError} with the `line` of what is wrong
 */
export async function parseYaml(text: string): Promise<ParsedText> {
  const { isCollection, isNode, LineCounter, parseDocument, visit } = await import('yaml')
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true })
  const [error] = document.errors
  if (error !== undefined) {
    const { line } = lines.linePos(error.pos[0])
    throw Object.assign(new SyntaxError(inWords[error.code] ?? error.message), { line })
  }
  visit(document, {
    Pair(_, { key }) {
      if (!isCollection(key)) return
      const { line } = lines.linePos(key.range?.[0] ?? 0)
      throw Object.assign(new SyntaxError(inWords.COLLECTION_KEY), { line })
    },
  })
  const lineOf = (path: Path): number | undefined => {
    const node = path.length === 0 ? document.contents : document.getIn(path, true)
    const start = isNode(node) ? node.range?.[0] : undefined
    if (start !== undefined) return lines.linePos(start).line
    return path.length === 0 ? undefined : lineOf(path.slice(0, -1))
  }
  return { value: plainValue(() => document.toJS({ maxAliasCount: 100 })), lineOf }
}

/** What the parser says to those who program with it, for those who write a file. */
const inWords: Readonly<Record<string, string>> = {
  COLLECTION_KEY: 'a key is a text; a template stands in quotes, "{{…}}"',
  DUPLICATE_KEY: 'a key is there twice',
  MULTIPLE_DOCS: 'another document begins here',
  RESOURCE_EXHAUSTION: 'it is nested too deeply',
}

/** A value that can be written as JSON: aliases that repeat too often or hold themselves cannot. */
function plainValue(read: () => unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(read()) ?? 'null')
  } catch (error) {
    if (error instanceof RangeError) throw new SyntaxError(inWords.RESOURCE_EXHAUSTION)
    if (error instanceof TypeError) throw new SyntaxError('an alias holds itself')
    const { message } = error as Error
    throw new SyntaxError(
      /^Excessive alias/.test(message) ? 'its aliases repeat too much' : message,
    )
  }
}
