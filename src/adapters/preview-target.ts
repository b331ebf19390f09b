/**
 * A request as it is on the edge, where workerd tells the target of its request line as it was
 * (`style = proxy`); `null`: RFC 9112 §3.2 has no such target.
 */
export function wholeRequest(request: Request): Request | null {
  const target = request.url
  const host = request.headers.get('Host') ?? ''
  const url = target.startsWith('/') ? `http://${host}${target}` : target
  if (!/^https?:\/\/[^/?#]/i.test(url) || !URL.canParse(url)) return null
  return new Request(url, request)
}
