// A request as `fetch` would send it, for an answer that comes from this process.

/** A path will do: the origin does not matter. */
export function requestOf(input: string | URL | Request, init?: RequestInit): Request {
  if (input instanceof Request) return new Request(input, init)
  return new Request(new URL(input, 'http://localhost/'), init)
}

/** Bytes of a body that are remembered, at most. */
const MAX_BODY = 1_048_576

/** A request whose body was read, and what it was. */
export async function withText(given: Request): Promise<{ request: Request; text: string | null }> {
  if (given.body === null) return { request: given, text: '' }
  const { url, method, headers, signal } = given
  const body = new Uint8Array(await given.arrayBuffer())
  const text = body.byteLength > MAX_BODY ? null : new TextDecoder().decode(body)
  return { request: new Request(url, { method, headers, signal, body }), text }
}

/** Redirects that are followed, at most: as many as the Fetch standard has. */
const MAX_REDIRECTS = 20

/** Answers as `fetch` does: it follows what leads to another place. */
export async function answerRedirected(
  answer: (request: Request) => Promise<Response>,
  given: Request,
): Promise<Response> {
  let { request, text } = await withText(given)
  for (let redirects = 0; ; redirects++) {
    const response = await answer(request)
    const location = response.headers.get('Location')
    const isRedirect = [301, 302, 303, 307, 308].includes(response.status) && location !== null
    if (!isRedirect || given.redirect === 'manual') return response
    if (given.redirect === 'error' || redirects === MAX_REDIRECTS) {
      throw new TypeError(`Cannot fetch ${given.url}: it is redirected to ${location}`)
    }
    await response.body?.cancel()
    const { method } = request
    const isKept = response.status > 303 || method === 'GET' || method === 'HEAD'
    const { headers, signal } = given
    const body = isKept && text !== '' ? text : undefined
    const url = new URL(location, request.url)
    request = new Request(url, { method: isKept ? method : 'GET', headers, signal, body })
    text = body ?? ''
  }
}
