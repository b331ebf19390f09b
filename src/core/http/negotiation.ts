// Content negotiation: RFC 9110 §12.

/** An element of a list of preferences, such as `text/html;level=1;q=0.5`. */
export interface Preference {
  /** In lower case, without parameters: `text/html`, `gzip`, `*`. */
  readonly value: string
  /** In lower case, without quotes and without the weight: `level=1`. */
  readonly parameters: readonly string[]
  /** 0, which is "not acceptable", to 1. */
  readonly quality: number
}

/**
 * Parses a list whose elements may have a weight, in its order: `Accept`, `Accept-Encoding` and
 * `Accept-Language`, §12.4.2.
 *
 * Empty elements, and those with a weight that is not a number from 0 to 1, are left out.
 */
export function parseQualityList(list: string): Preference[] {
  const preferences: Preference[] = []
  for (const element of splitUnquoted(list, ',')) {
    const [value = '', ...rest] = splitUnquoted(element, ';').map((part) => part.trim())
    const parameters = rest.filter((parameter) => parameter !== '').map(parameterOf)
    const weight = parameters.find(isWeight)
    const quality = weight === undefined ? 1 : parseWeight(weight)
    if (value === '' || quality === null) continue
    preferences.push({
      value: value.toLowerCase(),
      parameters: parameters.filter((parameter) => !isWeight(parameter)),
      quality,
    })
  }
  return preferences
}

/** Splits at a separator that is not inside a quoted string, §5.6.4. */
function splitUnquoted(text: string, separator: ',' | ';'): string[] {
  if (!text.includes('"')) return text.split(separator)
  const parts: string[] = []
  let start = 0
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (isQuoted && character === '\\') at++
    else if (character === '"') isQuoted = !isQuoted
    else if (!isQuoted && character === separator) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  parts.push(text.slice(start))
  return parts
}

/** `Format="Flo\wed"` => `format=flowed` */
function parameterOf(text: string): string {
  const [, name = text, quoted] = /^([^=]*=)"(.*)"$/s.exec(text) ?? []
  const value = quoted === undefined ? '' : quoted.replace(/\\(.)/gs, '$1')
  return `${name}${value}`.toLowerCase()
}

function isWeight(parameter: string): boolean {
  return parameter.startsWith('q=')
}

/** `null`: not a number from 0 to 1. More digits than three, or none before the point, are read. */
function parseWeight(parameter: string): number | null {
  const text = parameter.slice(2)
  const quality = /^[\d.]+$/.test(text) ? Number(text) : Number.NaN
  return quality <= 1 ? quality : null
}

/**
 * The one of the media types `offered` that an `Accept` field value prefers; the first of equals.
 *
 * `null`: none of them is acceptable. A field that is absent, empty or unreadable accepts all.
 * Each type has the weight of the most specific range that it is in, §12.5.1; a `charset` in a range
 * is ignored.
 */
export function negotiateType(accept: string | null, offered: readonly string[]): string | null {
  const ranges = accept === null ? [] : parseQualityList(accept)
  if (ranges.length === 0) return offered[0] ?? null
  return mostWanted(offered, (type) => typeQuality(type, ranges))
}

/** The first of those with the highest quality; `null` where each has 0. */
function mostWanted(
  offered: readonly string[],
  qualityOf: (value: string) => number,
): string | null {
  let best: string | null = null
  let bestQuality = 0
  for (const value of offered) {
    const quality = qualityOf(value)
    if (quality > bestQuality) {
      best = value
      bestQuality = quality
    }
  }
  return best
}

function typeQuality(type: string, ranges: Preference[]): number {
  const [offer] = parseQualityList(type)
  let quality = 0
  let highest = 0
  for (const range of ranges) {
    const specificity = offer === undefined ? 0 : specificityOf(range, offer)
    if (specificity > highest) {
      quality = range.quality
      highest = specificity
    }
  }
  return quality
}

/** 0: the type is not in the range. A lone `*`, as Java sends it, is any type. */
function specificityOf(range: Preference, type: Preference): number {
  const has = (parameter: string) =>
    parameter.startsWith('charset=') || type.parameters.includes(parameter)
  if (!range.parameters.every(has)) return 0

  if (range.value === '*/*' || range.value === '*') return 1
  if (range.value.endsWith('/*')) return type.value.startsWith(range.value.slice(0, -1)) ? 2 : 0
  return range.value === type.value ? 3 + range.parameters.length : 0
}

/** Old names of content codings: §8.4.1. */
const ALIASES = new Map([
  ['x-gzip', 'gzip'],
  ['x-compress', 'compress'],
])

/** "Identity" is acceptable unless excluded, and comes after all that is asked for: §12.5.3. */
const UNASKED = Number.MIN_VALUE

/**
 * The one of the content codings `offered` that an `Accept-Encoding` field value prefers; the first
 * of equals. `identity` can always be had, and comes last where it is not in `offered`.
 *
 * `null`: nothing is acceptable, not even `identity`. An absent field gives `identity`, as does an
 * empty one: §12.5.3 allows any coding for the first, but who asks for none may not know any.
 */
export function negotiateCoding(
  acceptEncoding: string | null,
  offered: readonly string[],
): string | null {
  if (acceptEncoding === null) return 'identity'
  const asked = new Map<string, number>()
  for (const { value, quality } of parseQualityList(acceptEncoding)) {
    const coding = ALIASES.get(value) ?? value
    if (!asked.has(coding)) asked.set(coding, quality)
  }
  const codings = offered.includes('identity') ? offered : [...offered, 'identity']
  return mostWanted(codings, (coding) => {
    const unasked = coding === 'identity' ? UNASKED : 0
    return asked.get(coding) ?? asked.get('*') ?? unasked
  })
}
