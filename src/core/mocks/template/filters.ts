import { renderHttpDate } from '../../http/date.ts'
import type { Call } from '../call.ts'
import { hashOf, seededRandom } from '../random.ts'
import type { FilterName } from './expression.ts'
import { fakeValue } from './fake.ts'

type Filter = (value: unknown, args: readonly unknown[], call: Call) => unknown

/** What may follow a `|`. Each is total: what it cannot use becomes `null`. */
export const filters: Record<FilterName, Filter> = {
  int(value) {
    const number = numberOf(value)
    return number === null ? null : Math.trunc(number)
  },
  num: (value) => numberOf(value),
  bool: (value) => !/^(?:|false|0|no|off|null)$/i.test(textOf(value)),
  text: (value) => (value === undefined || value === null ? null : textOf(value)),
  json: (value) => jsonOf(value),
  default: (value, [other = '']) => (isNothing(value) ? other : value),
  upper: (value) => ofText(value, (text) => text.toUpperCase()),
  lower: (value) => ofText(value, (text) => text.toLowerCase()),
  date: (value, [format = 'iso']) => renderDate(dateOf(value), String(format)),
  add: (value, [amount = 0]) => addTo(value, amount),
  pick: (value, choices) => choices[Math.floor(shareOf(value) * choices.length)] ?? null,
  base64: (value) => ofText(value, base64Of),
  fake: (value, [kind = '']) => fakeValue(String(kind), seededRandom(`${kind}/${textOf(value)}`)),
  length: (value) => lengthOf(value),
  slice: (value, [start = 0, end]) => slice(value, Number(start), end),
  split: (value, [between = ',']) => ofText(value, (text) => text.split(String(between))),
  join: (value, [between = ', ']) =>
    Array.isArray(value) ? value.map(textOf).join(String(between)) : value,
  replace: (value, [old = '', now = '']) =>
    old === '' ? value : ofText(value, (text) => text.replaceAll(String(old), () => String(now))),
  times: (value, [factor = 1]) => finite((numberOf(value) ?? Number.NaN) * Number(factor)),
  round: (value, [digits = 0]) => round(numberOf(value), Number(digits)),
}

/** Whether there is no value, or an empty one. */
export function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

/** What is made of a value's text; `null` for nothing. */
function ofText<T>(value: unknown, make: (text: string) => T): T | null {
  return value === undefined || value === null ? null : make(textOf(value))
}

/** Of a text its characters, of a list its items, of an object its names. */
function lengthOf(value: unknown): number | null {
  if (typeof value === 'string') return [...value].length
  return typeof value === 'object' && value !== null ? Object.keys(value).length : null
}

/** A part of a list or a text, as `slice` of JavaScript has it. */
function slice(value: unknown, start: number, end: unknown): unknown {
  const to = end === undefined ? undefined : Number(end)
  return Array.isArray(value)
    ? value.slice(start, to)
    : ofText(value, (text) => [...text].slice(start, to).join(''))
}

function round(number: number | null, digits: number): number | null {
  return number === null || !(digits >= 0 && digits <= 20) ? null : Number(number.toFixed(digits))
}

function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null
}

/** A value as it stands in a text: nothing for nothing, JSON for what is neither text nor number. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? jsonOf(value) : String(value)
}

/** JSON of any value; `null` for what is nested too deeply to write. */
export function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value ?? null)
  } catch {
    return 'null' // nested deeper than the stack
  }
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'boolean') return Number(value)
  const text = textOf(value).trim()
  const number = text === '' ? NaN : Number(text)
  return Number.isFinite(number) ? number : null
}

/** Where a value lies between 0 and 1: a random number as it is, anything else by its text. */
function shareOf(value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value < 1) return value
  return seededRandom(String(hashOf(textOf(value))))()
}

/** A date from its text, or from milliseconds since the epoch. */
function dateOf(value: unknown): Date | null {
  const number = numberOf(value)
  const date = new Date(number ?? textOf(value))
  return Number.isNaN(date.getTime()) ? null : date
}

/** Milliseconds of the units of time that are always as long. */
const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const DURATION = /^([+-]?\d{1,9})(ms|[smhdw])$/

/** A date and a duration such as `-2h`, or two numbers. */
function addTo(value: unknown, amount: unknown): unknown {
  const [, count, unit] = DURATION.exec(String(amount)) ?? []
  if (unit === undefined) {
    return finite((numberOf(value) ?? Number.NaN) + Number(amount))
  }
  const from = dateOf(value)
  if (from === null) return null
  return isoOf(new Date(from.getTime() + Number(count) * units[unit as keyof typeof units]))
}

function isoOf(date: Date): string | null {
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

/** A date in UTC: by the name of a format, or by a pattern of `YYYY MM DD HH mm ss SSS`. */
export function renderDate(date: Date | null, format: string): string | number | null {
  const iso = date === null ? null : isoOf(date)
  if (date === null || iso === null) return null
  if (format === 'iso') return iso
  if (format === 'date') return iso.slice(0, -14)
  if (format === 'time') return iso.slice(-13, -5)
  if (format === 'http') return renderHttpDate(date.getTime())
  if (format === 'unix') return Math.floor(date.getTime() / 1000)
  if (format === 'ms') return date.getTime()
  const [year, month, day, hour, minute, second, milliseconds] = iso.split(/[-T:.Z]/)
  const parts: Record<string, string> = {
    ...{ YYYY: year!, MM: month!, DD: day! },
    ...{ HH: hour!, mm: minute!, ss: second!, SSS: milliseconds! },
  }
  return format
    .replaceAll('yyyy', 'YYYY')
    .replace(/\bdd\b/g, 'DD')
    .replace(/YYYY|MM|DD|HH|mm|SSS|ss/g, (name) => parts[name]!)
}

const encoder = new TextEncoder()

function base64Of(text: string): string {
  let binary = ''
  for (const byte of encoder.encode(text)) binary += String.fromCharCode(byte)
  return btoa(binary)
}
