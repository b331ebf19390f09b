import type { Exchange } from '../../exchange.ts'

/** Characters of a session's name that count. */
const MAX_NAME = 128

/**
 * The session of a request: the field `Webstand-Session`, the cookie `webstand-session`, or the
 * first label of a host below `localhost`. `''`: the one that all others share.
 */
export function sessionOf({ request }: Exchange): string {
  const field = request.headers.get('Webstand-Session')
  if (field !== null) return field.slice(0, MAX_NAME)
  const cookie = cookiesOf(request.headers).get('webstand-session')
  if (cookie !== undefined) return cookie.slice(0, MAX_NAME)
  return /^https?:\/\/([^./:]+)\.localhost[:/]/i.exec(request.url)?.[1]?.toLowerCase() ?? ''
}

/** The cookies of a request by name; the first of a name counts. */
export function cookiesOf(headers: Headers): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>()
  for (const pair of (headers.get('Cookie') ?? '').split(';')) {
    const equals = pair.indexOf('=')
    const name = pair.slice(0, equals).trim()
    if (equals !== -1 && !cookies.has(name)) cookies.set(name, pair.slice(equals + 1).trim())
  }
  return cookies
}
