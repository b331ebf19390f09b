import type { Mistake } from '../../mistake.ts'
import { isDeeper, isRecord } from '../json.ts'
import type { MockEntry } from '../names/compile.ts'
import { methodWords } from '../names/words.ts'
import { hasNoContent, type Variant } from '../route.ts'
import type { MockAnswer } from './answer.ts'
import { bodyOf, resolvePath, typed } from './content.ts'
import { parseDelay, parseFault } from './fault.ts'
import { type Expect, parseFields } from './fields.ts'
import { parseConditions } from './when.ts'

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

/** `5`, `0.5%` */
const PERCENT = /^(\d{1,3}(?:\.\d{1,6})?)%?$/

/** Answers of one file, at most. */
const MAX_ANSWERS = 1000

/** Levels of lists and objects in one answer, at most: what is written as JSON again has a stack. */
const MAX_LEVELS = 100

/** Understands the list of a MOCK file. An answer that is wrong does not stop the others. */
export function parseMockFile(file: string, { value, lineOf }: ParsedText): MockFile {
  const entries: MockEntry[] = []
  const mistakes: Mistake[] = []
  const report = ({ path, message }: Problem) => {
    const line = lineOf(path)
    mistakes.push({ file, ...(line !== undefined && { line }), message })
  }
  if (!Array.isArray(value) || value.length > MAX_ANSWERS) {
    const advice = isRecord(value) ? `: ${adviceFor(file)}` : ''
    report({ path: [], message: `expected a list of answers, ${MAX_ANSWERS} at most${advice}` })
    return { entries, mistakes }
  }
  for (const [index, answer] of value.entries()) {
    const problems: Problem[] = []
    const entry = entryOf(file, answer, (path, message) =>
      problems.push({ path: [index, ...path], message: `answer ${index + 1}: ${message}` }),
    )
    problems.forEach(report)
    if (entry !== null && problems.length === 0) entries.push({ ...entry, line: lineOf([index]) })
  }
  return { entries, mistakes }
}

/** How one answer becomes a list of one. */
function adviceFor(file: string): string {
  return file.endsWith('.json') ? 'put [ ] around it' : 'put "- " before its first field'
}

/** Reads one field: what it gives the variant. It says what it expected, if that is not there. */
type FieldReader = (value: unknown, expect: Expect, file: string) => Partial<Variant>

const readers: Record<Exclude<keyof MockAnswer, 'method'>, FieldReader> = {
  name: (value, expect) =>
    typeof value === 'string' && value !== '' ? { name: value } : wrong(expect, 'name', 'a text'),
  when: (value, expect) => ({ when: parseConditions(value, expect) }),
  status: (value, expect) =>
    isWhole(value, 200, 599) ? { status: value } : wrong(expect, 'status', '200 to 599'),
  headers: (value, expect) => ({ headers: parseFields(value, expect) }),
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
    const weight = typeof value === 'string' ? Number(PERCENT.exec(value)?.[1]) : value
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
  if (isDeeper(answer, MAX_LEVELS)) {
    expect([], `expected at most ${MAX_LEVELS} levels of lists and objects`)
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

function isWhole(value: unknown, low: number, high: number): value is number {
  return Number.isInteger(value) && (value as number) >= low && (value as number) <= high
}
