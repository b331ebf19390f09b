import { after } from '../after.ts'
import type { Answer, Exchange, Step } from '../exchange.ts'
import type { Fields } from '../fields.ts'
import { errorResponse } from '../page/error.ts'

type Later<T> = T | Promise<T>

export interface CorsOptions {
  /** Origins whose pages may read every answer, with credentials; `*`: all others, without. */
  origins: readonly string[]
  /** Whether a path is one of routes, which the pages of this machine may read unasked. */
  isApi(exchange: Exchange): Later<boolean>
  /** The methods that a path has; none: nothing is there. */
  methodsOf(exchange: Exchange): Later<ReadonlySet<string>>
}

/** What the pages of an origin may do. */
type Grant = 'credentials' | 'reading'

const LOOPBACK_ORIGIN =
  /^https?:\/\/(?:(?:[a-z0-9-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/

/** Fields of an answer that a script may read beside the common ones, of routes and of files too. */
const EXPOSED = 'Location, Link, X-Total-Count, Retry-After, ETag'
const EXPOSED_OF_FILES = `${EXPOSED}, Accept-Ranges, Content-Range, Content-Encoding`

/** What a preflight may ask for where nothing is, so that the 404 itself can be read. */
const ALL_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/** A list of tokens: RFC 9110 §5.6.2. */
const FIELD_NAMES = /^[!#$%&'*+\-.^_`|~\w, \t]+$/

/**
 * Lets the scripts of other origins read answers (Fetch §3.3), and answers their preflights, before
 * anything asks who they are: a preflight has no credentials.
 *
 * Every answer from here on has the fields, also an error, so that a script can read what is wrong.
 */
export function corsStep({ origins, isApi, methodsOf }: CorsOptions): Step {
  const exposed = origins.length > 0 ? EXPOSED_OF_FILES : EXPOSED

  function grant(exchange: Exchange): Answer {
    const origin = exchange.request.headers.get('Origin')
    const granted = origin === null ? null : grantOf(origin, origins)
    const fields = origin === null || granted === null ? {} : grantFields(origin, granted, exposed)
    exchange.fields = { ...exchange.fields, ...fields, Vary: 'Origin' }
    return granted !== null && isPreflight(exchange) ? preflight(exchange, granted) : null
  }

  function preflight(exchange: Exchange, granted: Grant): Answer {
    return after(methodsOf(exchange), (methods) => {
      const fields = preflightFields(exchange.request.headers, granted, methods)
      exchange.fields = { ...exchange.fields, ...fields }
      // The owner's own answer to OPTIONS.
      if (methods.has('OPTIONS')) return null
      exchange.note('cors', `a script asks for ${fields['Access-Control-Allow-Methods']}`)
      return exchange.respond(204, null, {})
    })
  }

  return (exchange) =>
    origins.length > 0
      ? grant(exchange)
      : after(isApi(exchange), (isShared) => (isShared ? grant(exchange) : null))
}

/** Whether the pages of an origin may do anything at all; `null`: no origin is let in. */
export function isGranted(origin: string, origins: readonly string[] | null): boolean {
  return origins !== null && grantOf(origin, origins) !== null
}

function grantOf(origin: string, origins: readonly string[]): Grant | null {
  if (LOOPBACK_ORIGIN.test(origin) || origins.includes(origin)) return 'credentials'
  return origins.includes('*') ? 'reading' : null
}

/** What to call an origin that is refused, and the flag that would let it in. */
export function pageOf(origin: string | null): { who: string; flag: string } {
  const isName = origin !== null && /^https?:\/\/[a-z0-9.:[\]-]+$/.test(origin)
  return isName ? { who: origin, flag: `--cors ${origin}` } : { who: 'that origin', flag: '--cors' }
}

/** Refuses a preflight that was not granted, and says what would allow it. */
export function refusePreflight(exchange: Exchange): Answer {
  const isAnswered = exchange.fields?.['Access-Control-Allow-Methods'] !== undefined
  if (isAnswered || !isPreflight(exchange)) return null
  const { who, flag } = pageOf(exchange.request.headers.get('Origin'))
  exchange.note('cors', `not for scripts of ${who} (${flag})`)
  const detail = `Scripts of ${who} may not read this. If they should: ${flag}`
  return errorResponse(exchange, { status: 403, detail })
}

/** Asks the step inside as if nobody else's script might read its answers. */
export function withoutCors(step: Step): Step {
  return (exchange) => {
    const { fields } = exchange
    if (fields === null || fields.Vary === undefined) return step(exchange)
    const others = Object.entries(fields).filter(([name]) => !isCorsField(name))
    exchange.fields = Object.fromEntries(others)
    return after(step(exchange), (response) => {
      exchange.fields = fields
      return response
    })
  }
}

function isCorsField(name: string): boolean {
  return name === 'Vary' || name.startsWith('Access-Control-')
}

function isPreflight({ method, request }: Exchange): boolean {
  const { headers } = request
  return (
    method === 'OPTIONS' && headers.has('Origin') && headers.has('Access-Control-Request-Method')
  )
}

/** Never `*` together with credentials: any page could then act for whoever looks at it. */
function grantFields(origin: string, granted: Grant, exposed: string): Fields {
  const fields: Fields = {
    'Access-Control-Allow-Origin': granted === 'credentials' ? origin : '*',
    'Access-Control-Expose-Headers': exposed,
  }
  if (granted === 'credentials') fields['Access-Control-Allow-Credentials'] = 'true'
  return fields
}

function preflightFields(
  asked: Headers,
  granted: Grant,
  methods: ReadonlySet<string>,
): Record<string, string> {
  const allowed = methods.size === 0 ? ALL_METHODS : [...methods]
  const fields: Record<string, string> = {
    'Access-Control-Allow-Methods': allowed.join(', '),
    Vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
  }
  const names = asked.get('Access-Control-Request-Headers')
  if (names !== null && FIELD_NAMES.test(names)) fields['Access-Control-Allow-Headers'] = names
  // Private Network Access: a public page that was let in by name may reach this machine.
  if (granted === 'credentials' && asked.get('Access-Control-Request-Private-Network') === 'true') {
    fields['Access-Control-Allow-Private-Network'] = 'true'
  }
  return fields
}
