import { isToken } from '../../http/token.ts'
import type { Call } from '../call.ts'
import { randomOf } from '../call-random.ts'
import { countersOf } from '../choose/counters.ts'
import { cookiesOf, sessionOf } from '../choose/session.ts'
import { lookUp, lookUpPath } from '../json.ts'
import type { Argument, Expression, Reference, Root } from './expression.ts'
import { fakeValue } from './fake.ts'
import { filters, isNothing, renderDate } from './filters.ts'

/** What an expression is for a request; `null` where there is nothing. Total. */
export function evaluate({ root, path, args, filters: chain }: Expression, call: Call): unknown {
  let value = rootValues[root](call, path, args)
  for (const { name, args: given } of chain) {
    const isNeeded = name !== 'default' || isNothing(value)
    if (isNeeded) value = filters[name](value, argumentsOf(given, call), call)
  }
  return value ?? null
}

/** What the request does not say is as if it were left out. */
function argumentsOf(given: readonly (Argument | Reference)[], call: Call): unknown[] {
  return given.map((arg) =>
    typeof arg === 'object' ? (rootValues[arg.root](call, arg.path, []) ?? undefined) : arg,
  )
}

type RootValue = (call: Call, path: readonly string[], args: readonly unknown[]) => unknown

/** What each root means. */
const rootValues: Record<Root, RootValue> = {
  params: ({ match }, path) => lookUp(match.params, path),
  query: ({ query }, path) =>
    named(
      (name) => query.get(name) ?? numbered(query, name),
      () => firstOf(query),
      path,
    ),
  headers({ exchange }, path) {
    const { headers } = exchange.request
    return named(
      (name) => fieldOf(headers, name),
      () => Object.fromEntries(headers),
      path,
    )
  },
  cookies({ headers }, path) {
    const cookies = cookiesOf(headers)
    return named(
      (name) => cookies.get(name),
      () => Object.fromEntries(cookies),
      path,
    )
  },
  body: ({ body }, path) => lookUpPath(body.value, path.join('.')),
  method: ({ exchange }) => exchange.contentMethod,
  url: ({ exchange }, path) => urlPart(exchange.request.url, path[0]),
  now: (_call, _path, [format = 'iso']) => renderDate(new Date(), String(format)),
  uuid: (call) => fakeValue('uuid', randomOf(call)),
  seq: (call, _, [name]) => nextNumber(call, name),
  random: (call, _, args) => randomNumber(randomOf(call)(), args),
  fake: (call, [kind = '']) => fakeValue(kind, randomOf(call)),
  index: ({ index }) => index,
}

function named(
  one: (name: string) => unknown,
  all: () => unknown,
  path: readonly string[],
): unknown {
  return path.length === 0 ? all() : one(path.join('.'))
}

/** `ids.1`: the second of several `ids`, which is written `ids[1]`. */
function numbered(query: URLSearchParams, path: string): string | undefined {
  const [, name, index] = /^(.+)\.(\d{1,6})$/.exec(path) ?? []
  return name === undefined ? undefined : query.getAll(name)[Number(index)]
}

function fieldOf(headers: Headers, name: string): string | null {
  return isToken(name) ? headers.get(name) : null
}

function firstOf(query: URLSearchParams): Record<string, string> {
  const first = new Map<string, string>()
  for (const [name, value] of query) if (!first.has(name)) first.set(name, value)
  return Object.fromEntries(first)
}

/** `url`: path and query as asked; `url.origin`, `url.host`, `url.path`. */
function urlPart(url: string, part: string | undefined): string | null {
  const { origin, host, pathname: path, search } = new URL(url)
  if (part === undefined) return path + search
  return new Map(Object.entries({ origin, host, path })).get(part) ?? null
}

/** 1, 2, 3, …: one row of numbers for each name and session. HEAD looks, and does not go on. */
function nextNumber({ mocks, exchange, match }: Call, name: unknown): number {
  const key = name === undefined ? `seq ${match.route.pattern}` : `seq "${name}"`
  const counters = countersOf(mocks)
  const session = sessionOf(exchange)
  const isLook = exchange.method === 'HEAD'
  return 1 + (isLook ? counters.peek(session, key) : counters.count(session, key))
}

/** From 0 (inclusive) to 1 (exclusive), or between two, both inclusive, with as many digits as they have. */
function randomNumber(random: number, args: readonly unknown[]): number {
  const [first = Number.NaN, second = 0] = args.map(Number)
  if (!Number.isFinite(first) || !Number.isFinite(second)) return random
  const [low, high] = [Math.min(first, second), Math.max(first, second)]
  const digits = Math.max(digitsOf(first), digitsOf(second))
  const steps = Math.round((high - low) * 10 ** digits) + 1
  return Number((low + Math.floor(random * steps) / 10 ** digits).toFixed(digits))
}

/** How many digits a number has after its point. */
function digitsOf(number: number): number {
  return String(number).split('.')[1]?.length ?? 0
}
