import type { Note } from '../core/exchange.ts'
import { renderSize } from '../core/listing/units.ts'
import { printable, shorten, type Terminal } from './terminal.ts'

/** What the log says of one answer. */
export interface LogRecord {
  readonly method: string
  /** Path and query as they were asked. */
  readonly target: string
  readonly status: number
  /** Bytes promised; `null` for a stream. */
  readonly size: number | null
  /** The last one is why. */
  readonly notes: readonly Note[]
  readonly ip?: string
  readonly ms: number
}

export interface LogOptions {
  /** Whether to say who asked. @default false */
  peers?: boolean
  /** @default the clock */
  now?: () => Date
}

/** The widest path where no terminal has an edge. */
const UNBOUNDED = 1000

/** Returns the function that writes the access log: one line an answer, the reason last. */
export function accessLog(
  terminal: Terminal,
  { peers = false, now = () => new Date() }: LogOptions = {},
): (record: LogRecord) => void {
  const { isTty, paint } = terminal
  let width = isTty ? 16 : 0
  return (record) => {
    const { method, status, size, ms, notes, ip = '-' } = record
    // What a page of webstand's own loads is nobody's request.
    if (notes.at(-1)?.step === 'control' && status < 400) return
    const limit = isTty ? pathLimit(terminal.columns) : UNBOUNDED
    const path = shorten(printable(record.target), limit)
    if (isTty) width = Math.min(limit, Math.max(width, path.length))
    const line = [
      paint('dim', renderTime(now())),
      ...(peers ? [printable(ip).padEnd(15)] : []),
      `${shorten(printable(method), 12).padEnd(7)} ${path.padEnd(width)}`,
      paint(statusStyle(status), String(status)),
      (size === null ? '-' : renderSize(size)).padStart(6),
      `${Math.round(ms)} ms`.padStart(6),
      ` ${paint('dim', printable(notes.at(-1)?.reason ?? ''))}`,
    ]
    terminal.write(line.join('  ').trimEnd())
  }
}

/** What a path may take of a row, so that the reason has its place behind it. */
function pathLimit(columns: number): number {
  return Math.min(60, Math.max(20, columns - 70))
}

function statusStyle(status: number): 'green' | 'cyan' | 'yellow' | 'red' {
  if (status >= 500) return 'red'
  if (status >= 400) return 'yellow'
  return status >= 300 ? 'cyan' : 'green'
}

/** The local time of day, such as `12:01:07`. */
export function renderTime(date: Date): string {
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}
