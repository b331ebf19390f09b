import type { Fields } from '../../fields.ts'
import { isToken } from '../../http/token.ts'
import { fieldLine } from '../field-line.ts'
import { isRecord, isScalar } from '../json.ts'

/** Says what was expected at a path below an answer. */
export type Expect = (path: readonly (string | number)[], message: string) => void

/** Fields that say how content is framed: they follow from the content. */
const FRAMING = /^(?:content-length|transfer-encoding|connection|keep-alive|upgrade|trailer|te)$/i

/** Response fields as they are written: a line, or a list of them. */
export function parseFields(value: unknown, expect: Expect): Fields {
  const fields: Fields = {}
  if (!isRecord(value)) {
    expect(['headers'], 'expected headers to be names with their values')
    return fields
  }
  for (const [name, given] of Object.entries(value)) {
    const lines = [given].flat()
    if (!isToken(name) || FRAMING.test(name)) {
      expect(['headers', name], `expected no field "${name}"`)
    } else if (!lines.every(isScalar) || lines.some((line) => /[\r\n\0]/.test(String(line)))) {
      expect(['headers', name], `expected ${name} to be a line of text, or a list of them`)
    } else {
      const said = lines.map((line) => fieldLine(String(line)))
      fields[canonical(name)] = Array.isArray(given) ? said : said[0]!
    }
  }
  return fields
}

/** `cache-control` => `Cache-Control`: what a variant says stands in the place of a default. */
function canonical(name: string): string {
  if (/^etag$/i.test(name)) return 'ETag'
  return name.toLowerCase().replace(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase())
}
