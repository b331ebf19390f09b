/** What a Worker that passes a request on says of it. */
export interface PassedOn {
  readonly target: string
}

/**
 * A request as it is on the edge, where workerd tells the target of its request line as it was
 * (`style = proxy`); `null`: RFC 9112 §3.2 has no such target, or none without a `Host`.
 */
export function wholeRequest(request: Request): Request | null {
  const target = targetOf(request)
  const host = request.headers.get('Host')
  if (host === null) return null
  const url = target.startsWith('/') ? `http://${host}${target}` : target
  if (!/^https?:\/\/[^/?#]/i.test(url) || !URL.canParse(url)) return null
  return new Request(url, request)
}

/** Whether a request is `OPTIONS *`. */
export function asksForAll(request: Request): boolean {
  return request.method === 'OPTIONS' && targetOf(request) === '*'
}

function targetOf(request: Request & { readonly cf?: Partial<PassedOn> }): string {
  return request.cf?.target ?? request.url
}
