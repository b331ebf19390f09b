import type { Note } from '../../core/exchange.ts'
import { renderSize } from '../../core/listing/units.ts'
import { printable, type Terminal } from '../terminal.ts'
import { pad, shorten, widthOf } from '../width.ts'
import { readable } from './readable.ts'

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
  readonly ip?: string | undefined
  readonly ms: number
}

export interface LogOptions {
  /** Whether to say who asked. @default false */
  peers?: boolean
  /** @default the clock */
  now?: () => Date
}

/** How wide the column of paths is where no terminal has an edge, and the widest path in it. */
const ON_A_PIPE = 24
const UNBOUNDED = 1000

/** What the other columns of a line take, and those before the path. */
const COLUMNS = 43
const BEFORE_PATH = 18
const PEER = 17

/** The narrowest column of paths; a terminal without room for it gets method, path and status alone. */
const NARROWEST = 20
const NARROW_COLUMNS = 13
const BEFORE_NARROW_PATH = 8

/** The parts of a line that are the same for each answer like it. */
interface Text {
  readonly record: LogRecord
  readonly before: string
  readonly behind: string
  /** The whole line of an answer that took no time, and when that was rendered. */
  line: string
  time: string
}

/** How many targets are remembered with their texts. */
const MAX_KNOWN = 256

/** Returns the function that writes the access log: one line an answer, the reason last. */
export function accessLog(
  terminal: Terminal,
  { peers = false, now = () => new Date() }: LogOptions = {},
): (record: LogRecord) => void {
  const texts = new Texts(terminal, peers ? PEER : 0)
  const time = clock(now, (text) => terminal.paint('dim', text))
  return (record) => {
    // What a page of webstand's own loads is nobody's request.
    if (record.notes.at(-1)?.step === 'control' && record.status < 400) return
    const text = texts.of(record)
    if (texts.areNarrow) return terminal.writeSoon(text.before + text.behind)
    const now = time()
    if (record.ms === 0 && !peers) return terminal.writeSoon(instantLine(text, now))
    const peer = peers ? `  ${printable(record.ip ?? '-').padEnd(PEER - 2)}` : ''
    const took = `${Math.round(record.ms)} ms`.padStart(7)
    terminal.writeSoon(now + peer + text.before + took + text.behind)
  }
}

/** Renders what answers have in common. A terminal may change its width: nothing is kept for one. */
class Texts {
  readonly #terminal: Terminal
  readonly #peerWidth: number
  readonly #known = new Map<string, Text>()

  constructor(terminal: Terminal, peerWidth: number) {
    this.#terminal = terminal
    this.#peerWidth = peerWidth
  }

  /** Whether the terminal has no room for all columns. */
  get areNarrow(): boolean {
    const { isTty, columns } = this.#terminal
    return isTty && columns < COLUMNS + this.#peerWidth + NARROWEST
  }

  /** What was rendered for the same target, unless something else is to be said of it. */
  of(record: LogRecord): Text {
    if (this.#terminal.isTty) return this.#render(record)
    const text = this.#known.get(record.target)
    if (text !== undefined && isAlike(text.record, record)) return text
    const fresh = this.#render(record)
    if (this.#known.size >= MAX_KNOWN) this.#known.clear()
    this.#known.set(record.target, fresh)
    return fresh
  }

  #render(record: LogRecord): Text {
    const { isTty, paint, columns } = this.#terminal
    const { method, target, status, size, notes } = record
    const { areNarrow } = this
    const width = areNarrow ? columns - NARROW_COLUMNS : isTty ? pathWidth(columns) : ON_A_PIPE
    // Whoever takes a log apart looks for what was asked.
    const asked = printable(isTty ? readable(target) : target)
    const path = pad(shorten(asked, isTty ? width : UNBOUNDED), width)
    const before = [
      `${shorten(printable(method), 7).padEnd(7)} ${path}`,
      paint(statusStyle(status), String(status)),
    ]
    if (!areNarrow) before.push(`${(size === null ? '-' : renderSize(size)).padStart(7)}  `)
    const reason = printable(notes.at(-1)?.reason ?? '')
    return {
      record,
      before: `${areNarrow ? '' : '  '}${before.join('  ')}`,
      behind: this.#reasonBehind(reason, areNarrow ? columns : COLUMNS + width),
      line: '',
      time: '',
    }
  }

  /** A reason that a row has no room for stands below, where the paths begin. */
  #reasonBehind(reason: string, used: number): string {
    if (reason === '') return ''
    const { isTty, paint, columns } = this.#terminal
    const fits = !isTty || used + this.#peerWidth + widthOf(reason) <= columns
    const indent = this.areNarrow ? BEFORE_NARROW_PATH : BEFORE_PATH + this.#peerWidth
    const gap = fits ? '  ' : `\n${' '.repeat(indent)}`
    return `${gap}${paint('dim', reason)}`
  }
}

/** Most of them are the same until the clock ticks. */
function instantLine(text: Text, time: string): string {
  if (text.time !== time) {
    text.time = time
    text.line = `${time}${text.before}   0 ms${text.behind}`
  }
  return text.line
}

function isAlike(one: LogRecord, other: LogRecord): boolean {
  return (
    one.status === other.status &&
    one.size === other.size &&
    one.method === other.method &&
    (one.notes === other.notes || one.notes.at(-1)?.reason === other.notes.at(-1)?.reason)
  )
}

/** The time of day, which is rendered once a second. */
function clock(now: () => Date, dim: (text: string) => string): () => string {
  let second = Number.NaN
  let text = ''
  return () => {
    const date = now()
    const current = Math.floor(date.getTime() / 1000)
    if (current !== second) text = dim(renderTime(date))
    second = current
    return text
  }
}

/** What paths take of a row: nearly half of what the other columns leave to them and the reason. */
function pathWidth(columns: number): number {
  return Math.min(60, Math.max(NARROWEST, Math.floor((columns - COLUMNS) * 0.45)))
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
