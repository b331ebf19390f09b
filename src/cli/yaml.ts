import type { ParsedText, Path } from '../core/mocks/mock-file.ts'

/**
 * Parses YAML. The parser is read when a file asks for it.
 *
 * @throws {SyntaxError} with the `line` of what is wrong
 */
export async function parseYaml(text: string): Promise<ParsedText> {
  const { isNode, LineCounter, parseDocument } = await import('yaml')
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [error] = document.errors
  if (error !== undefined) {
    const { line } = lines.linePos(error.pos[0])
    throw Object.assign(new SyntaxError(error.message), { line })
  }
  const lineOf = (path: Path): number | undefined => {
    const node = path.length === 0 ? document.contents : document.getIn(path, true)
    const start = isNode(node) ? node.range?.[0] : undefined
    if (start !== undefined) return lines.linePos(start).line
    return path.length === 0 ? undefined : lineOf(path.slice(0, -1))
  }
  return { value: plainValue(() => document.toJS({ maxAliasCount: 100 })), lineOf }
}

/** A value that can be written as JSON: aliases that repeat too often or hold themselves cannot. */
function plainValue(read: () => unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(read()) ?? 'null')
  } catch (error) {
    throw new SyntaxError((error as Error).message)
  }
}
