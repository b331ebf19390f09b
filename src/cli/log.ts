import type { Note } from '../core/exchange.ts'
import { renderSize } from '../core/listing/units.ts'
import { type Paint, printable, shorten, type Terminal } from './terminal.ts'

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
  let width = 16
  return (record) => {
    const limit = terminal.isTty ? pathLimit(terminal.columns) : UNBOUNDED
    const path = shorten(printable(record.target), limit)
    if (terminal.isTty) width = Math.min(limit, Math.max(width, path.length))
    const peer = peers ? [printable(record.ip ?? '-').padEnd(15)] : []
    const head = [renderTime(now()), ...peer, renderMethod(record.method)]
    terminal.write(
      renderLine(head, path.padEnd(terminal.isTty ? width : 0), record, terminal.paint),
    )
  }
}

/** What a path may take of a row, so that the reason has its place behind it. */
function pathLimit(columns: number): number {
  return Math.min(60, Math.max(20, columns - 70))
}

function renderLine(head: string[], path: string, record: LogRecord, paint: Paint): string {
  const { status, size, ms, notes } = record
  const figures = `${(size === null ? '-' : renderSize(size)).padStart(7)}  ${`${Math.round(ms)} ms`.padStart(6)}`
  const why = printable(notes.at(-1)?.reason ?? '')
  const [time, ...rest] = head
  const columns = [paint('dim', time!), ...rest, path, paint(statusStyle(status), String(status))]
  return `${columns.join('  ')}  ${figures}   ${paint('dim', why)}`.trimEnd()
}

/** Long enough for OPTIONS; only Deno lets through what is longer. */
function renderMethod(method: string): string {
  return shorten(printable(method), 12).padEnd(6)
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
