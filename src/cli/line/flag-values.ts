// Reads the values of flags: each function throws a `UsageError` that says what was expected.
import type { CachePolicyOptions } from '../../core/files/cache-policy.ts'
import type { HtmlHandling } from '../../core/files/html.ts'
import { parseDelay as delayOf } from '../../core/mocks/mock-file/fault.ts'
import type { Delay } from '../../core/mocks/route.ts'
import { UsageError } from './usage-error.ts'

/** @throws {UsageError} when it is none; `origin` says where it stands */
export function parsePort(text: string, origin = 'port'): number {
  const port = /^\d+$/.test(text) ? Number(text) : NaN
  if (port <= 65535) return port
  throw new UsageError(`cannot listen on ${origin} "${text}": expected 0 to 65535`)
}

/** No part of it: a path, a user, a query, an escape or a zone, which no URL has. */
const NO_HOST = /[/?#@\\%*\s]/

/** What stands behind a name, or an address in brackets. */
const PORT = /^(\[.*\]|[^:]*):\d*$/

/** `127.1` => `127.0.0.1`, `[::1]` => `::1`, `Box.Local` => `box.local`: as a URL spells it. */
export function parseHost(text: string): string {
  const name = text.replace(/^\[(.*)\]$/, '$1')
  const url = URL.parse(`http://${name.includes(':') ? `[${name}]` : name}/`)
  if (url !== null && !NO_HOST.test(text)) return url.hostname.replace(/^\[(.*)\]$/, '$1')
  const [, alone, port] = /^(\[.*\]|[^:/]+):(\d+)$/.exec(text) ?? []
  const hint = port === undefined ? '' : `; try --host ${alone} --port ${port}`
  throw new UsageError(
    `"--host" takes an address or a name, without port or zone, not "${text}"${hint}`,
  )
}

/** A name as a request has it: `Bücher.example` => `xn--bcher-kva.example` */
export function parseHostName(text: string): string {
  const [, alone] = PORT.exec(text) ?? []
  const url = NO_HOST.test(text) ? null : URL.parse(`http://${alone ?? text}/`)
  const isName = url !== null && !url.hostname.startsWith('.')
  if (isName && alone === undefined) return url.hostname
  const hint = isName ? `; any port goes with --allow-host ${alone}` : ''
  throw new UsageError(`"--allow-host" takes a name such as app.example, not "${text}"${hint}`)
}

export function parseStatus(text: string): number {
  const status = /^\d{3}$/.test(text) ? Number(text) : NaN
  if (status >= 200 && status <= 599) return status
  throw new UsageError(`"--status" takes 200 to 599, not "${text}"`)
}

export function parseChance(text: string): number {
  const percent = parsePercent(text)
  if (percent !== null) return percent
  throw new UsageError(`"--chance" takes 0% to 100%, not "${text}"`)
}

export function parseStep(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new UsageError(`"--step" takes a number from 1, not "${text}"`)
}

/** The values of `--mocks`. */
export const mockings = ['auto', 'never'] as const

export function parseMocks(text: string): (typeof mockings)[number] {
  const mocking = mockings.find((name) => name === text)
  if (mocking !== undefined) return mocking
  throw new UsageError(`"--mocks" takes "auto" or "never", not "${text}"`)
}

/** `200` or `100-500`, in milliseconds. */
export function parseDelay(text: string): Delay {
  const [, from, to = from] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text) ?? []
  const delay = delayOf([Number(from), Number(to)])
  if (delay !== null) return delay
  throw new UsageError(`"--delay" takes milliseconds such as 200 or 100-500, not "${text}"`)
}

export function parseFail(text: string): number {
  const percent = parsePercent(text)
  if (percent !== null) return percent
  throw new UsageError(`"--fail" takes a percentage such as 5%, not "${text}"`)
}

/** `5%` or `5` => 5; `null`: it is none. */
function parsePercent(text: string): number | null {
  const percent = /^\d{1,3}(?:\.\d{1,6})?%?$/.test(text) ? Number.parseFloat(text) : NaN
  return percent <= 100 ? percent : null
}

/** The values of `--html`. */
export const handlings = ['any', 'auto', 'force-slash', 'drop-slash', 'exact'] as const

export function parseHtml(text: string): HtmlHandling {
  const handling = handlings.find((name) => name === text)
  if (handling !== undefined) return handling
  throw new UsageError(`"--html" takes ${handlings.join(', ')}, not "${text}"`)
}

/** `60`, `immutable` or `60,immutable`. */
export function parseCache(text: string): CachePolicyOptions {
  const [, seconds, first, also] = /^(?:(\d{1,9})(,immutable)?|(immutable))$/.exec(text) ?? []
  if (seconds !== undefined) return { cache: Number(seconds), immutable: first !== undefined }
  if (also !== undefined) return { immutable: true }
  throw new UsageError(
    `"--cache" takes seconds, "immutable" or both, as in 60,immutable; not "${text}"`,
  )
}
