import type { Fields } from '../../fields.ts'
import { characterReference } from '../../page/markup.ts'
import type { Call } from '../call.ts'
import { fieldLine } from '../field-line.ts'
import { evaluate } from './evaluate.ts'
import { BRACES, type Expression, parseExpression, rootsOf } from './expression.ts'
import { jsonOf, textOf } from './filters.ts'
import type { Language } from './language.ts'
import { Lists, literalAt } from './list.ts'

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

/** Text as it stands, a value in a text, a whole string of JSON that takes the value's type, or a list. */
type Part = string | Slot | Repeated

interface Slot {
  readonly expression: Expression
  write(value: unknown): string
}

/** The one item of a list of JSON, which is there so often. */
interface Repeated {
  readonly count: Expression
  readonly item: readonly Part[]
}

/** Characters of a filled-in text, at most. */
const MAX_TEXT = 8_388_608

/** What makes a string of JSON before it a name. */
const COLON = /^\s*:/

/** Characters that no XML may hold, XML 1.0 §2.2. */
const NO_MARKUP = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu

/** How a value is written into a text, by the text's language. */
const writers: Record<Language, (value: unknown) => string> = {
  /** Inside of a string. */
  json: (value) => JSON.stringify(textOf(value)).slice(1, -1),
  script: (value) =>
    JSON.stringify(textOf(value))
      .slice(1, -1)
      .replace(/['`$<>/\u2028\u2029]/g, unicodeEscape),
  markup: (value) =>
    textOf(value)
      .toWellFormed()
      .replace(NO_MARKUP, '\ufffd')
      .replace(/[&<>"'`\\=]/g, characterReference),
  text: (value) => textOf(value),
}

/** Items of a list that is repeated, at most. */
const MAX_ITEMS = 10_000

/** Finds what is to be filled in; `null`: nothing, the text is sent as it stands. */
export function parseTemplate(text: string, language: Language): Template | null {
  const parts =
    language === 'json' ? jsonParts(text, new Lists(text)) : textParts(text, writers[language])
  const expressions = parts.flatMap(expressionsOf)
  if (expressions.length === 0) return null
  const usesBody = expressions.some((expression) => rootsOf(expression).includes('body'))
  return { usesBody, fill: (call) => fill(parts, call, '') }
}

function expressionsOf(part: Part): Expression[] {
  if (typeof part === 'string') return []
  return 'item' in part ? [part.count, ...part.item.flatMap(expressionsOf)] : [part.expression]
}

/** Fields with what is filled into their lines. */
export function fillFields(fields: Fields, call: Call): Fields {
  const fillLine = (line: string) => fieldLine(parseTemplate(line, 'text')?.fill(call) ?? line)
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(fillLine) : fillLine(value as string),
    ]),
  )
}

/** The text with the parts behind it. */
function fill(parts: readonly Part[], call: Call, before: string): string {
  let text = before
  for (const part of parts) {
    if (typeof part === 'string') text += part
    else if ('item' in part) text = fillList(part, call, text)
    else text += part.write(evaluate(part.expression, call))
    if (text.length > MAX_TEXT) {
      throw new RangeError(`Cannot fill in a template: expected at most ${MAX_TEXT} characters`)
    }
  }
  return text
}

function fillList({ count, item }: Repeated, call: Call, before: string): string {
  const { index } = call
  const number = Math.min(Number(evaluate(count, call)), MAX_ITEMS)
  let text = before
  for (call.index = 0; call.index < number; call.index++) {
    text = fill(item, call, call.index === 0 ? text : `${text},`)
  }
  call.index = index
  return text
}

function textParts(text: string, write: Slot['write'], isRepeated = false): (string | Slot)[] {
  const parts: (string | Slot)[] = []
  let end = 0
  for (const match of text.matchAll(BRACES)) {
    const expression = match[1] === undefined ? null : parseExpression(match[1], isRepeated)
    if (expression === null) continue
    if (match.index > end) parts.push(text.slice(end, match.index))
    parts.push({ expression, write })
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push(text.slice(end))
  return parts
}

/** The text between strings stays as it stands, so a template cannot break the JSON around it. */
function jsonParts(text: string, lists: Lists): Part[] {
  const parts: Part[] = []
  let end = 0
  for (let start = text.indexOf('"'); start !== -1; start = text.indexOf('"', start)) {
    const literal = literalAt(text, start)
    if (literal === null) break
    const list = lists.at(text, start, literal)
    if (list !== null) {
      const item = jsonParts(text.slice(list.start, list.end), lists.inside())
      parts.push(text.slice(end, start), { count: list.count, item })
      start = end = list.end
      continue
    }
    start += literal.length
    const isName = COLON.test(text.slice(start, start + 100))
    const inner = literal.includes('{{') ? stringParts(literal, isName, lists.isInside) : null
    if (inner === null) continue
    parts.push(text.slice(end, start - literal.length), ...inner)
    end = start
  }
  parts.push(text.slice(end))
  return parts.filter((part) => part !== '')
}

/** One string of JSON, with its quotes; `null`: nothing in it is filled in. */
function stringParts(literal: string, isName: boolean, isRepeated: boolean): Part[] | null {
  const parts = textParts(parseString(literal), writers.json, isRepeated)
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
