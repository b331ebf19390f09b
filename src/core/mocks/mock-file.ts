import type { Fields } from '../exchange.ts'
import type { Mistake } from '../mistake.ts'
import type { MockEntry } from './compile.ts'
import { type Condition, places, type Test } from './condition.ts'
import { parseDelay, parseFault } from './fault-grammar.ts'
import { isRecord, type Json } from './json.ts'
import { methodWords } from './name.ts'
import { type Content, hasNoContent, type Variant } from './route.ts'

/**
 * One answer, as it is written in a list of a `MOCK.yaml` or `MOCK.json` file. Every field may be
 * left out.
 */
export interface MockAnswer {
  /** What `Prefer: example=` calls it. */
  name?: string
  /** A method, or `ANY`. @default 'GET' */
  method?: string
  /** What has to hold of the request, all of it. @default nothing */
  when?: {
    /** By name: the value, or a test. */
    query?: Record<string, MockTest>
    headers?: Record<string, MockTest>
    cookies?: Record<string, MockTest>
    /** By path: `user.roles[0]`; `$` is the whole body. The value is compared as JSON. */
    body?: Record<string, MockTest>
  }
  /** 200 to 599. @default 200 */
  status?: number
  /** Fields by name; a list is sent as one line each. Their values may hold templates. */
  headers?: Record<string, string | number | boolean | (string | number | boolean)[]>
  /** JSON as it is written here; text is sent as text. @default no content */
  body?: Json
  /** A file instead of a body: relative to this one, or from the root with `/` in front. */
  file?: string
  /** Milliseconds, two of them as the bounds of a range, or `hang`. @default 0 */
  delay?: number | [from: number, to: number] | 'hang'
  /** `drop`, `cut`, `drip`, or one of them with its figures. @default none */
  fault?:
    | 'drop'
    | 'cut'
    | 'drip'
    | { cut: number }
    | { drip: { pieces?: number; over?: number } }
    | { limit: string }
  /** How often it answers in a session before the next one does. @default always */
  times?: number
  /** Its place in a sequence, from 1. */
  step?: number
  /** Of a hundred requests, how many get it: `5` or `5%`. */
  weight?: number | string
  /** Whether it answers where nothing else fits. @default false */
  default?: boolean
  /** Whether `{{…}}` is replaced. @default true */
  template?: boolean
}

/** A value, a pattern with `*`, or whether there is one at all. */
export type MockTest = Json | { like: string } | { exists: boolean }

/** Where something is in a parsed file: `[0, 'when', 'query']`. */
export type Path = readonly (string | number)[]

/** A file that was parsed, and where its parts are. */
export interface ParsedText {
  readonly value: unknown
  /** The line, from 1, of what is at a path, where it is known. */
  lineOf(path: Path): number | undefined
}

/** What a file lists, and what is wrong with the rest. */
export interface MockFile {
  readonly entries: readonly MockEntry[]
  readonly mistakes: readonly Mistake[]
}

interface Problem {
  readonly path: Path
  readonly message: string
}

/** Answers of one file, at most. */
const MAX_ANSWERS = 1000

/** Understands the list of a MOCK file. An answer that is wrong does not stop the others. */
export function mockFileOf(file: string, { value, lineOf }: ParsedText): MockFile {
  const entries: MockEntry[] = []
  const mistakes: Mistake[] = []
  const report = ({ path, message }: Problem) => {
    const line = lineOf(path)
    mistakes.push({ file, ...(line !== undefined && { line }), message })
  }
  if (!Array.isArray(value) || value.length > MAX_ANSWERS) {
    report({ path: [], message: `expected a list of answers, ${MAX_ANSWERS} at most` })
    return { entries, mistakes }
  }
  for (const [index, answer] of value.entries()) {
    const problems: Problem[] = []
    const entry = entryOf(file, answer, (path, message) =>
      problems.push({ path: [index, ...path], message: `answer ${index + 1}: ${message}` }),
    )
    problems.forEach(report)
    if (entry !== null && problems.length === 0) entries.push(entry)
  }
  return { entries, mistakes }
}

type Expect = (path: Path, message: string) => void

/** Reads one field: what it gives the variant. It says what it expected, if that is not there. */
type FieldReader = (value: unknown, expect: Expect, file: string) => Partial<Variant>

const readers: Record<Exclude<keyof MockAnswer, 'method'>, FieldReader> = {
  name: (value, expect) =>
    typeof value === 'string' && value !== '' ? { name: value } : wrong(expect, 'name', 'a text'),
  when: (value, expect) => ({ when: conditionsOf(value, expect) }),
  status: (value, expect) =>
    isWhole(value, 200, 599) ? { status: value } : wrong(expect, 'status', '200 to 599'),
  headers: (value, expect) => ({ headers: fieldsOf(value, expect) }),
  body: (value) => ({ content: bodyOf(value) }),
  file(value, expect, from) {
    const path = typeof value === 'string' ? resolvePath(from, value) : null
    if (path !== null) return { content: { kind: 'file', path } }
    return wrong(expect, 'file', 'the path of a file in this folder')
  },
  delay(value, expect) {
    const delay = parseDelay(value)
    return delay !== null
      ? { delay }
      : wrong(expect, 'delay', 'milliseconds such as 200, a range such as [100, 500], or hang')
  },
  fault(value, expect) {
    const fault = parseFault(value)
    if (fault !== null) return { fault }
    const forms = 'drop, cut, drip, {cut: 100}, {drip: {pieces: 5, over: 2000}} or {limit: 5/10s}'
    return wrong(expect, 'fault', forms)
  },
  times: (value, expect) =>
    isWhole(value, 1, 1_000_000) ? { times: value } : wrong(expect, 'times', 'a number from 1'),
  step: (value, expect) =>
    isWhole(value, 1, 999_999) ? { step: value } : wrong(expect, 'step', 'a number from 1'),
  weight(value, expect) {
    const weight = typeof value === 'string' ? Number(value.replace(/%$/, '') || NaN) : value
    const isPercent = typeof weight === 'number' && weight >= 0 && weight <= 100
    return isPercent ? { weight } : wrong(expect, 'weight', '0% to 100%')
  },
  default(value, expect) {
    if (typeof value !== 'boolean') return wrong(expect, 'default', 'true or false')
    return value ? { isDefault: true } : {}
  },
  template: (value, expect) =>
    typeof value === 'boolean' ? { isTemplate: value } : wrong(expect, 'template', 'true or false'),
}

function wrong(expect: Expect, field: string, expected: string): Partial<Variant> {
  expect([field], `expected ${field} to be ${expected}`)
  return {}
}

function entryOf(file: string, answer: unknown, expect: Expect): MockEntry | null {
  if (!isRecord(answer)) {
    expect([], 'expected fields such as status and body')
    return null
  }
  const { method = 'GET', ...fields } = answer
  if (method !== 'ANY' && !(methodWords as readonly unknown[]).includes(method)) {
    expect(['method'], `expected method to be ANY or one of ${methodWords.join(' ')}`)
  }
  const variant: Variant = { file, status: 200, content: { kind: 'none' } }
  for (const [name, value] of Object.entries(fields)) {
    if (Object.hasOwn(readers, name)) {
      Object.assign(variant, readers[name as keyof typeof readers](value, expect, file))
    } else expect([name], `expected no field "${name}", but ${Object.keys(readers).join(' ')}`)
  }
  checkTogether(answer, variant, expect)
  return { method: String(method), variant: typed(variant) }
}

/** What fields say together and cannot mean. */
function checkTogether(
  answer: Readonly<Record<string, unknown>>,
  variant: Variant,
  expect: Expect,
) {
  const has = (name: string) => answer[name] !== undefined
  if (has('body') && has('file')) expect(['file'], 'expected a body or a file, not both')
  const isBodiless = hasNoContent(variant.status)
  if (isBodiless && (has('body') || has('file'))) {
    expect([has('body') ? 'body' : 'file'], `expected no content: ${variant.status} carries none`)
  }
  const places = ['weight', 'step', 'default'].filter(has)
  if (places.length > 1) expect([places[1]!], `expected one of ${places.join(' and ')}`)
  if (has('weight') && has('times')) expect(['times'], 'expected one of weight and times')
}

function conditionsOf(value: unknown, expect: Expect): Condition[] {
  if (!isRecord(value)) {
    expect(['when'], `expected when to have ${places.join(', ')}`)
    return []
  }
  return Object.entries(value).flatMap(([place, tests]) => {
    const known = places.find((name) => name === place)
    if (known === undefined || !isRecord(tests)) {
      expect(['when', place], `expected when to have ${places.join(', ')}, each with names`)
      return []
    }
    return Object.entries(tests).flatMap(([name, given]) => {
      const test = testOf(given, known === 'body')
      if (test !== null && (known !== 'headers' || isFieldName(name))) {
        return { in: known, name, ...test }
      }
      expect(
        ['when', place, name],
        `expected ${place} ${name} to be a value, {like: a*} or {exists: true}`,
      )
      return []
    })
  })
}

/** Characters of a pattern, at most. */
const MAX_PATTERN = 500

/** `null`: no test. Only of a body can a value be more than a text or a number. */
function testOf(given: unknown, isBody: boolean): Test | null {
  if (isRecord(given) && Object.keys(given).length === 1) {
    const { like, exists } = given
    if (typeof like === 'string' && like.length <= MAX_PATTERN) return { like }
    if (typeof exists === 'boolean') return { exists }
    if (like !== undefined || exists !== undefined) return null
  }
  return isBody || isScalar(given) ? { is: given as Json } : null
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

/** Fields that say how content is framed: they follow from the content. */
const FRAMING = /^(?:content-length|transfer-encoding|connection|keep-alive|upgrade|trailer|te)$/i

function isFieldName(name: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name)
}

function fieldsOf(value: unknown, expect: Expect): Fields {
  const fields: Fields = {}
  if (!isRecord(value)) {
    expect(['headers'], 'expected headers to be names with their values')
    return fields
  }
  for (const [name, given] of Object.entries(value)) {
    const lines = [given].flat()
    if (!isFieldName(name) || FRAMING.test(name)) {
      expect(['headers', name], `expected no field "${name}"`)
    } else if (!lines.every(isScalar) || lines.some((line) => /[\r\n\0]/.test(String(line)))) {
      expect(['headers', name], `expected ${name} to be a line of text, or a list of them`)
    } else fields[name] = Array.isArray(given) ? lines.map(String) : String(given)
  }
  return fields
}

function bodyOf(value: unknown): Content {
  if (typeof value === 'string') {
    return { kind: 'text', text: value, type: 'text/plain; charset=utf-8' }
  }
  return { kind: 'text', text: JSON.stringify(value ?? null), type: 'application/json' }
}

/** Its own `Content-Type` says what its text is. */
function typed(variant: Variant): Variant {
  const { content, headers = {} } = variant
  const name = Object.keys(headers).find((field) => field.toLowerCase() === 'content-type')
  const type = name === undefined ? undefined : headers[name]
  if (content?.kind !== 'text' || typeof type !== 'string') return variant
  return { ...variant, content: { ...content, type } }
}

/** `api/x.MOCK.json`, `../a.json` => `a.json`; `null`: it leaves the root, or is no path. */
function resolvePath(from: string, path: string): string | null {
  const names = path.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const name of path.split('/')) {
    if (name === '..' && names.pop() === undefined) return null
    if (name !== '' && name !== '.' && name !== '..') names.push(name)
  }
  return names.length === 0 || path.includes('\0') || path.endsWith('/') ? null : names.join('/')
}

function isWhole(value: unknown, low: number, high: number): value is number {
  return Number.isInteger(value) && (value as number) >= low && (value as number) <= high
}
