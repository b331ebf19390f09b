// A request as `fetch` would send it, for an answer that comes from this process.
import type { Platform } from '../core/platform.ts'

/** A path will do: the origin does not matter. */
export function requestOf(input: string | URL | Request, init?: RequestInit): Request {
  if (input instanceof Request) return new Request(input, init)
  return new Request(new URL(input, 'http://localhost/'), init)
}

/** Bytes of a body that are remembered, at most. */
const MAX_BODY = 1_048_576

/** A request as it is sent, whose body was read. */
export interface SentRequest {
  readonly request: Request
  readonly body: Uint8Array<ArrayBuffer> | undefined
}

/** Reads the body of a request, which has no fragment when it is sent: Fetch §4.3. */
export async function sentRequest(given: Request): Promise<SentRequest> {
  const { url, method, headers, signal } = given
  if (given.body === null && !url.includes('#')) return { request: given, body: undefined }
  const body = given.body === null ? undefined : new Uint8Array(await given.arrayBuffer())
  const target = url.replace(/#.*$/, '')
  return { request: new Request(target, { method, headers, signal, body }), body }
}

/** The text of a body; `null`: it is too large to be remembered. */
export function textOf(body: SentRequest['body']): string | null {
  return (body?.byteLength ?? 0) > MAX_BODY ? null : new TextDecoder().decode(body)
}

/** Answers a request, on a connection that the platform can end. */
export type Answering = (request: Request, platform: Platform) => Promise<Response>

/** Redirects that are followed, at most: as many as the Fetch standard has. */
const MAX_REDIRECTS = 20

/**
 * Answers as `fetch` does: it follows what leads to another place, ends when its signal says so, and
 * fails where the connection ends before an answer.
 *
 * @throws {TypeError} where `fetch` would have a network error
 */
export async function answerFetched(answer: Answering, given: Request): Promise<Response> {
  let sent = await sentRequest(given)
  for (let redirects = 0; ; redirects++) {
    const { url, signal } = sent.request
    const response = await unlessAborted(signal, answerConnected(answer, sent.request))
    const location = response.headers.get('Location')
    const isRedirect = [301, 302, 303, 307, 308].includes(response.status) && location !== null
    if (!isRedirect || given.redirect === 'manual') {
      return Object.defineProperties(response, {
        url: { value: url },
        redirected: { value: redirects > 0 },
      })
    }
    if (given.redirect === 'error' || redirects === MAX_REDIRECTS) {
      throw new TypeError(`Cannot fetch ${given.url}: it is redirected to ${location}`)
    }
    await response.body?.cancel()
    sent = await sentRequest(redirected(sent, new URL(location, url), response.status))
  }
}

/** Fields that say what a body is. */
const CONTENT_FIELDS = ['Content-Type', 'Content-Encoding', 'Content-Language', 'Content-Location']

/** The request that follows a redirect: Fetch §4.4, HTTP-redirect fetch. */
function redirected({ request, body }: SentRequest, url: URL, status: number): Request {
  const { method, signal } = request
  const isRead = method === 'GET' || method === 'HEAD'
  const becomesGet = status === 303 ? !isRead : status < 303 && method === 'POST'
  if (!becomesGet) return new Request(url, { method, headers: request.headers, signal, body })
  const headers = new Headers(request.headers)
  for (const name of CONTENT_FIELDS) headers.delete(name)
  return new Request(url, { headers, signal })
}

/** @throws what the signal has as its reason */
async function unlessAborted<T>(signal: AbortSignal, answered: Promise<T>): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  try {
    return await Promise.race([aborted, answered])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

/** An answer over a connection that the answer may end. */
async function answerConnected(answer: Answering, request: Request): Promise<Response> {
  const { signal } = request
  let isEnded = false
  const connected = () => {
    if (isEnded) throw new TypeError(`Cannot fetch ${request.url}: the connection ended`)
  }
  const abort = () => {
    isEnded = true
  }
  signal.throwIfAborted()
  const response = await answer(request, { ip: '127.0.0.1', abort })
  connected()
  const watch = new TransformStream<Uint8Array, Uint8Array>({ flush: connected })
  const body = response.body?.pipeThrough(watch, { signal })
  return new Response(body ?? null, response)
}
