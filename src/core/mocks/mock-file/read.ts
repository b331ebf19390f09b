import type { FileSource } from '../../files/source.ts'
import type { Mistake } from '../../mistake.ts'
import { jsonProblem } from '../json.ts'
import type { MockEntry } from '../names/compile.ts'
import { type MockFile, type ParsedText, type Path, parseMockFile } from './mock-file.ts'

/** Parses YAML, and JSON too: it knows the lines. Throws a `SyntaxError`, with a `line` if it can. */
export type ParseYaml = (text: string) => ParsedText | Promise<ParsedText>

/** Bytes of a MOCK file, at most. */
const MAX_FILE = 1_048_576

const decoder = new TextDecoder('utf-8', { fatal: true })

/** The text of bytes, without a byte order mark; `null`: they are no UTF-8. */
function textOrNull(bytes: ArrayBuffer): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null // a sequence of bytes that is no character
  }
}

/** Whether bytes begin with the byte order mark of UTF-16. */
function isUtf16(bytes: ArrayBuffer): boolean {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength))
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
}

/** Reads a MOCK file. What is wrong with it never throws. */
export async function readMockFile(
  source: FileSource,
  path: string,
  parseYaml: ParseYaml | undefined,
): Promise<MockFile> {
  const wrong = (message: string, line?: number): MockFile => ({
    entries: [],
    mistakes: [{ file: path, ...(line !== undefined && { line }), message }],
  })
  const file = await source.find(path)
  if (file?.kind !== 'file') return wrong('it is not there any more')
  if (file.size > MAX_FILE) return wrong(`expected at most ${MAX_FILE} bytes`)
  const isJson = path.endsWith('.json')
  if (!isJson && parseYaml === undefined) return wrong('expected JSON: nothing here reads YAML')

  const body = await file.body(0, file.size)
  if (body === null) return wrong('it changed while it was read')
  const bytes = await new Response(body).arrayBuffer()
  const text = textOrNull(bytes)
  if (text === null) return wrong(`expected UTF-8${isUtf16(bytes) ? ', and it is UTF-16' : ''}`)
  try {
    const parsed = isJson ? await parseJson(text, parseYaml) : await parseYaml!(text)
    const { entries, mistakes } = parseMockFile(path, parsed)
    const absent = await absentFiles(source, entries)
    return {
      entries: entries.filter(({ variant }) => !absent.has(variant)),
      mistakes: [...mistakes, ...absent.values()],
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const { line, message } = error as SyntaxError & { line?: number }
    return wrong(`expected ${isJson ? 'JSON' : 'YAML'}: ${message.split('\n', 1)[0]}`, line)
  }
}

/** JSON is the language's own; for the lines of what is wrong in it YAML's parser is asked. */
async function parseJson(text: string, parseYaml: ParseYaml | undefined): Promise<ParsedText> {
  try {
    const value = JSON.parse(text)
    expectKeysOnce(text)
    const lines = parseYaml === undefined ? null : await parsedOrNull(text, parseYaml)
    return { value, lineOf: (path: Path) => lines?.lineOf(path) }
  } catch (error) {
    const line = Number(/\bline (\d+)/.exec((error as Error).message)?.[1]) || lineAt(text, error)
    const problem = jsonProblem(text)
    throw problem === null
      ? Object.assign(error as SyntaxError, { line })
      : Object.assign(new SyntaxError(problem, { cause: error }), { line })
  }
}

/** @throws {SyntaxError} where an object of JSON has a name for the second time */
function expectKeysOnce(text: string): void {
  const objects: Set<string>[] = []
  for (const { 0: token, 1: colon, index } of text.matchAll(TOKENS)) {
    if (token === '{') objects.push(new Set())
    else if (token === '}') objects.pop()
    else if (colon !== undefined) {
      const name = token.slice(0, -colon.length)
      const names = objects.at(-1)!
      if (names.has(name)) throw new SyntaxError(`${name} is there twice, at position ${index}`)
      names.add(name)
    }
  }
}

/** Strings, with what makes them names, and the bounds of objects. */
const TOKENS = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g

async function parsedOrNull(text: string, parseYaml: ParseYaml): Promise<ParsedText | null> {
  try {
    return await parseYaml(text)
  } catch {
    return null // JSON that is no YAML: its lines are not known
  }
}

/** `… at position 12 …` => the line of that character. */
function lineAt(text: string, error: unknown): number | undefined {
  const position = /\bposition (\d+)/.exec((error as Error).message)?.[1]
  return position === undefined ? undefined : text.slice(0, Number(position)).split('\n').length
}

/** The answers whose file is not there. */
async function absentFiles(source: FileSource, entries: readonly MockEntry[]) {
  const absent = new Map<MockEntry['variant'], Mistake>()
  for (const { variant } of entries) {
    if (variant.content?.kind !== 'file') continue
    const { path } = variant.content
    if ((await source.find(path))?.kind === 'file') continue
    absent.set(variant, { file: variant.file, message: `expected a file "${path}": there is none` })
  }
  return absent
}
