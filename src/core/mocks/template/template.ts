import { characterReference } from '../../page/markup.ts'
import type { Call } from '../call.ts'
import { evaluate } from './evaluate.ts'
import { BRACES, type Expression, parseExpression } from './expression.ts'
import { jsonOf, textOf } from './filters.ts'
import type { Language } from './language.ts'

/** Text in which some parts are filled in for each request. */
export interface Template {
  /** Whether it says anything of the request's body, which has to be read first. */
  readonly usesBody: boolean
  /**
   * What a request does not have is `null` as a whole string of JSON, and nothing inside of a text.
   *
   * @throws {RangeError} when the text would be longer than 8 MiB
   */
  fill(call: Call): string
}

/** Text as it stands, a value in a text, or a whole string of JSON that takes the value's type. */
type Part = string | { readonly expression: Expression; readonly write: (value: unknown) => string }

/** Characters of a filled-in text, at most. */
const MAX_TEXT = 8_388_608

/** The rest of a string of JSON after its quote, and the colon that makes it a name. */
const STRING_REST = /[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/y

/** How a value is written into a text, by the text's language. */
const writers: Record<Language, (value: unknown) => string> = {
  /** Inside of a string. */
  json: (value) => JSON.stringify(textOf(value)).slice(1, -1),
  script: (value) =>
    JSON.stringify(textOf(value))
      .slice(1, -1)
      .replace(/['`$<>/\u2028\u2029]/g, unicodeEscape),
  markup: (value) => textOf(value).replace(/[&<>"'`\\=]/g, characterReference),
  text: (value) => textOf(value),
}

/** Finds what is to be filled in; `null`: nothing, the text is sent as it stands. */
export function parseTemplate(text: string, language: Language): Template | null {
  const parts = language === 'json' ? jsonParts(text) : textParts(text, writers[language])
  const slots = parts.filter((part) => typeof part !== 'string')
  if (slots.length === 0) return null
  const usesBody = slots.some(({ expression }) => expression.root === 'body')
  return { usesBody, fill: (call) => fill(parts, call) }
}

function fill(parts: readonly Part[], call: Call): string {
  let text = ''
  for (const part of parts) {
    text += typeof part === 'string' ? part : part.write(evaluate(part.expression, call))
    if (text.length > MAX_TEXT) {
      throw new RangeError(`Cannot fill in a template: expected at most ${MAX_TEXT} characters`)
    }
  }
  return text
}

function textParts(text: string, write: (value: unknown) => string): Part[] {
  const parts: Part[] = []
  let end = 0
  for (const match of text.matchAll(BRACES)) {
    const expression = parseExpression(match[1]!)
    if (expression === null) continue
    if (match.index > end) parts.push(text.slice(end, match.index))
    parts.push({ expression, write })
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push(text.slice(end))
  return parts
}

/** The text between strings stays as it stands, so a template cannot break the JSON around it. */
function jsonParts(text: string): Part[] {
  const parts: Part[] = []
  let end = 0
  for (
    let start = text.indexOf('"');
    start !== -1;
    start = text.indexOf('"', STRING_REST.lastIndex)
  ) {
    STRING_REST.lastIndex = start + 1
    const match = STRING_REST.exec(text)
    if (match === null) break
    const [{ length }, colon = ''] = match
    const literal = text.slice(start, start + 1 + length - colon.length)
    const inner = literal.includes('{{') ? stringParts(literal, colon !== '') : null
    if (inner === null) continue
    parts.push(text.slice(end, start), ...inner, colon)
    end = start + 1 + length
  }
  parts.push(text.slice(end))
  return parts.filter((part) => part !== '')
}

/** One string of JSON, with its quotes; `null`: nothing in it is filled in. */
function stringParts(literal: string, isName: boolean): Part[] | null {
  const parts = textParts(parseString(literal), writers.json)
  if (parts.every((part) => typeof part === 'string')) return null
  const [first] = parts
  if (parts.length === 1 && !isName && typeof first === 'object') {
    return [{ ...first, write: jsonOf }]
  }
  const escaped = parts.map((part) => (typeof part === 'string' ? writers.json(part) : part))
  return ['"', ...escaped, '"']
}

/** A string that JSON does not allow stays as it stands. */
function parseString(literal: string): string {
  try {
    return JSON.parse(literal)
  } catch {
    return '' // bad escape or control character
  }
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
