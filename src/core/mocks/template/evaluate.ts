import { bodyAt } from '../body.ts'
import type { Call } from '../call.ts'
import { lookUp } from '../json.ts'
import type { Expression, Root } from './expression.ts'
import { fakeValue } from './fake.ts'
import { filters } from './filters.ts'

/** What an expression is for a request; `null` where there is nothing. Total. */
export function evaluate({ root, path, args, filters: chain }: Expression, call: Call): unknown {
  let value = rootValues[root](call, path, args)
  for (const { name, args: given } of chain) value = filters[name](value, given, call)
  return value ?? null
}

type RootValue = (call: Call, path: readonly string[], args: readonly unknown[]) => unknown

/** What each root means. */
const rootValues: Record<Root, RootValue> = {
  params: ({ match }, path) => lookUp(match.params, path),
  query: ({ query }, path) =>
    named(
      (name) => query.get(name),
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
  cookies: ({ cookies }, path) =>
    named(
      (name) => cookies.get(name),
      () => Object.fromEntries(cookies),
      path,
    ),
  body: ({ body }, path) => bodyAt(body.value, path.join('.')),
  method: ({ exchange }) => exchange.contentMethod,
  url: ({ exchange }, path) => urlPart(exchange.request.url, path[0]),
  now: () => new Date().toISOString(),
  uuid: (call) => fakeValue('uuid', () => call.random()),
  seq: (call, _, [name]) => nextNumber(call, name),
  random: (call, _, args) => randomNumber(call.random(), args),
  fake: (call, [kind = '']) => fakeValue(kind, () => call.random()),
}

function named(
  one: (name: string) => unknown,
  all: () => unknown,
  path: readonly string[],
): unknown {
  return path.length === 0 ? all() : one(path.join('.'))
}

function fieldOf(headers: Headers, name: string): string | null {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) ? headers.get(name) : null
}

function firstOf(query: URLSearchParams): Record<string, string> {
  const first = new Map<string, string>()
  for (const [name, value] of query) if (!first.has(name)) first.set(name, value)
  return Object.fromEntries(first)
}

/** `url`: path and query as asked; `url.origin`, `url.path`. */
function urlPart(url: string, part: string | undefined): string | null {
  const { origin, pathname, search } = new URL(url)
  if (part === undefined) return pathname + search
  return part === 'origin' ? origin : part === 'path' ? pathname : null
}

/** 1, 2, 3, …: one row of numbers for each name and session. HEAD looks, and does not go on. */
function nextNumber({ mocks, session, exchange, match }: Call, name: unknown): number {
  const key = name === undefined ? `seq ${match.route.pattern}` : `seq "${name}"`
  const { counters } = mocks
  const isLook = exchange.method === 'HEAD'
  return 1 + (isLook ? counters.peek(session, key) : counters.count(session, key))
}

/** From 0 (inclusive) to 1 (exclusive), or a whole number between two, both inclusive. */
function randomNumber(random: number, args: readonly unknown[]): number {
  const [first, second] = args.map(Number)
  if (first === undefined || !Number.isFinite(first)) return random
  const [low, high] = second === undefined ? [0, first] : [first, second]
  return Math.floor(low + random * (high - low + 1))
}
