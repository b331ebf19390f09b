import type { Answer, Exchange } from '../exchange.ts'
import { decodeSegments } from '../path/decode.ts'
import { pathnameOf } from '../path/encode.ts'
import { compileHeaders, type HeaderTable, matchHeaders } from './headers.ts'
import { compileRedirects, matchRedirect, type RedirectTable } from './redirects.ts'
import type { Rules } from './rules.ts'
import { fillTarget, oneSlash, type Target } from './target.ts'
import { changesValidators, validatorsUnderRules } from './validators.ts'

/** Redirects, or rewrites the path; before that, it notes what changes the fields of the answer. */
export function applyRules(exchange: Exchange, { redirects = [], headers = [] }: Rules): Answer {
  if (headers.length > 0) noteChanges(exchange, headerTable(headers))
  return redirects.length > 0 ? redirect(exchange, redirectTable(redirects)) : null
}

const redirectTable = compiledOnce(compileRedirects)
const headerTable = compiledOnce(compileHeaders)

/** Compiles each list once, for as long as it is a site's. */
function compiledOnce<List extends object, Table extends object>(compile: (list: List) => Table) {
  const tables = new WeakMap<List, Table>()
  return (list: List): Table => {
    const known = tables.get(list)
    if (known !== undefined) return known
    const table = compile(list)
    tables.set(list, table)
    return table
  }
}

function noteChanges(exchange: Exchange, table: HeaderTable): void {
  const matches = matchHeaders(table, exchange.url.pathname || '/', exchange.request.url)
  if (matches.length === 0) return
  exchange.changes = matches
  if (changesValidators(matches)) {
    exchange.validatorsOf = (own) => validatorsUnderRules(exchange, own)
  }
  exchange.note('rules', matches.map(({ line }) => `_headers:${line}`).join(', '))
}

function redirect(exchange: Exchange, table: RedirectTable): Response | null {
  const match = matchRedirect(table, exchange.url.pathname || '/')
  if (match === null) return null
  const { to, status, line } = match.redirect
  const target = fillTarget(to, match.values)
  if (target === null) {
    exchange.note('rules', `_redirects:${line} makes no URL of this path`)
    return null
  }
  if (status === 200) return rewrite(exchange, target, line)
  const location = locationOf(exchange, target)
  exchange.note('rules', `_redirects:${line}  ${location}`)
  return exchange.respond(status, null, {
    Location: location,
    'Cache-Control': 'no-cache',
    'Content-Length': '0',
  })
}

/** The query and the fragment are the rule's own where it has some; the query is kept otherwise. */
function locationOf({ url, request }: Exchange, target: Target): string {
  const { origin, pathname, hash } = target
  const way = `${pathname}${target.search || url.search}${hash}`
  if (origin === null) return url.base + way
  return origin === URL.parse(request.url)?.origin ? oneSlash(way) : origin + way
}

/** Goes on as if another path had been asked. */
function rewrite(exchange: Exchange, { pathname, search }: Target, line: number): null {
  const segments = decodeSegments(pathname)
  if (segments === null) {
    exchange.note('rules', `_redirects:${line} makes no path of this one`)
    return null
  }
  const slash = pathname.endsWith('/')
  exchange.url = {
    base: exchange.url.base,
    segments,
    slash,
    pathname: pathnameOf(segments, slash),
    search: search || exchange.url.search,
    isCanonical: true,
  }
  exchange.note('rules', `_redirects:${line}  as ${pathname}`)
  return null
}
