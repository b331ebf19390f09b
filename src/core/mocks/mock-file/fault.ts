import { isRecord } from '../json.ts'
import type { Delay, Fault } from '../route.ts'

/** Milliseconds of a delay, at most: ten minutes. */
const MAX_DELAY = 600_000

/** `200`, `[100, 500]` or `hang`. `null`: none of them. */
export function parseDelay(value: unknown): Delay | null {
  if (value === 'hang') return value
  const [from, to = from, ...more] = Array.isArray(value) ? value : [value]
  if (more.length > 0 || !isBetween(from, 0, MAX_DELAY) || !isBetween(to, from, MAX_DELAY))
    return null
  return { from, to }
}

/** `drop`, `cut`, `drip`, `{cut: 100}`, `{drip: {pieces: 5, over: 2000}}`, `{limit: 5/10s}`. */
export function parseFault(value: unknown): Fault | null {
  if (typeof value === 'string') return parseFault({ [value]: value === 'drip' ? {} : true })
  if (!isRecord(value) || Object.keys(value).length !== 1) return null
  const { drop, cut, drip, limit } = value
  if (drop === true) return { kind: 'drop' }
  if (cut === true) return { kind: 'cut', bytes: null }
  if (isBetween(cut, 0, Number.MAX_SAFE_INTEGER)) return { kind: 'cut', bytes: Math.floor(cut) }
  if (isRecord(drip)) return parseDrip(drip)
  return typeof limit === 'string' ? parseLimit(limit) : null
}

function parseDrip({ pieces = 10, over = 2000, ...more }: Readonly<Record<string, unknown>>) {
  if (Object.keys(more).length > 0) return null
  if (!isBetween(pieces, 1, 10_000) || !isBetween(over, 0, MAX_DELAY)) return null
  return { kind: 'drip' as const, pieces: Math.floor(pieces), over }
}

const LIMIT = /^(\d{1,6})\/(\d{1,6})?(ms|s|m|h)$/
const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** `5/10s`, `100/m` */
function parseLimit(text: string): Fault | null {
  const [, count, number = '1', unit = ''] = LIMIT.exec(text) ?? []
  const period = Number(number) * (units[unit] ?? 0)
  return count === undefined || period === 0
    ? null
    : { kind: 'limit', count: Number(count), period }
}

function isBetween(value: unknown, low: number, high: number): value is number {
  return typeof value === 'number' && value >= low && value <= high
}
