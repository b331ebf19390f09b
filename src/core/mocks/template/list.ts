// Lists of JSON that say how often they have their one item: `["{{repeat 5}}", {…}]`.
import { type Expression, parseExpression } from './expression.ts'

/** The rest of a string of JSON after its quote. */
const STRING_REST = /[^"\\]*(?:\\.[^"\\]*)*"/y

/** The string of JSON that begins at a quote, with its quotes; `null`: it does not end. */
export function literalAt(text: string, start: number): string | null {
  STRING_REST.lastIndex = start + 1
  const rest = STRING_REST.exec(text)
  return rest === null ? null : `"${rest[0]}`
}

const REPEAT = /^"\{\{\s*repeat\s+([^{}"\\]{1,200})\}\}"$/

/** Lists in lists that are repeated, at most. */
const MAX_DEPTH = 4

/** What is known of the lists around a place in JSON. */
export class Lists {
  readonly #depth: number
  /** Characters that may still be looked at for the ends of items: no text takes long. */
  readonly #left: { characters: number }

  constructor(text: string, left = { characters: 4 * text.length }, depth = 0) {
    this.#left = left
    this.#depth = depth
  }

  get isInside(): boolean {
    return this.#depth > 0
  }

  inside(): Lists {
    return new Lists('', this.#left, this.#depth + 1)
  }

  /** How often, and where the item is. `null`: the string at `start` is not the first of such a list. */
  at(
    text: string,
    start: number,
    literal: string,
  ): { count: Expression; start: number; end: number } | null {
    const said = REPEAT.exec(literal)?.[1]?.trim()
    if (said === undefined || this.#depth === MAX_DEPTH) return null
    const count = /^\d/.test(said) ? randomOf(said) : parseExpression(said, this.isInside)
    const behind = start + literal.length
    const comma = /^\s*,\s*/.exec(text.slice(behind, behind + 1000))?.[0]
    const isFirst = text.slice(0, start).trimEnd().endsWith('[')
    if (count === null || comma === undefined || !isFirst) return null
    const from = behind + comma.length
    const end = this.#endOfValue(text, from)
    return end > from && text[end] === ']' ? { count, start: from, end } : null
  }

  /** Where the bracket or the comma behind a value of JSON is; -1: there is none. */
  #endOfValue(text: string, start: number): number {
    let depth = 0
    for (let at = start; at < text.length && this.#left.characters-- > 0; at++) {
      const character = text[at]!
      if (character === '"') {
        const length = literalAt(text, at)?.length ?? text.length
        this.#left.characters -= length
        at += length - 1
      } else if ('[{'.includes(character)) depth++
      else if (depth === 0 && ',]}'.includes(character)) return at
      else if (']}'.includes(character)) depth--
    }
    return -1
  }
}

/** `5`, or `2 5`: so many, or as many as are drawn. */
function randomOf(said: string): Expression | null {
  const [low = '', high = low, ...more] = said.split(/\s+/)
  return more.length > 0 ? null : parseExpression(`random ${low} ${high}`)
}
