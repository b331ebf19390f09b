import { Hono } from 'hono/tiny'
import { openRoad } from './app.ts'
import { webCodings } from './coding.ts'
import { Exchange } from './exchange.ts'
import { type AskedStep, type Explanation, watched } from './inspect/explain.ts'
import type { AppOptions } from './options.ts'
import type { Platform } from './platform.ts'
import { markRepeating } from './repeat.ts'
import { allParts } from './steps/parts.ts'

/** A server's core, which listens nowhere. */
export interface App {
  /**
   * Answers a request. It never throws: what goes wrong is a 500, and told to `onError`. What the
   * servers of a runtime hand over as well will do as a platform of which nothing is known.
   */
  readonly fetch: (request: Request, platform?: Platform | object) => Response | Promise<Response>
  /** Answers a path or a URL without a socket: `app.request('/hello.txt')`. */
  request(input: string | URL | Request, init?: RequestInit, platform?: Platform): Promise<Response>
  /** Answers as `fetch` does, and tells which steps were asked and what each said. */
  explain(request: Request, platform?: Platform): Promise<Explanation>
  /** Ends the answers that stay open until then. */
  close(): void
}

/**
 * Makes a server's core: a function from a Request to a Response.
 *
 * @throws {TypeError} without a source
 * @example
 * ```ts
 * const source = memoryFiles({ 'hello.txt': 'Hello!', 'users/[id].GET.json': '"{{params.id}}"' })
 * const app = createApp({ source })
 * await (await app.request('/users/7')).json() // => '7'
 * const part = await app.request('/hello.txt', { headers: { Range: 'bytes=0-3' } })
 * part.status // => 206
 * await part.text() // => 'Hell'
 * ```
 */
export function createApp(options: AppOptions): App {
  if (typeof options?.source?.find !== 'function') {
    throw new TypeError('Cannot show nothing: expected a source, as in { source: memoryFiles({}) }')
  }
  const { codings = webCodings } = options
  const { steps, walk, close } = openRoad(options, allParts)
  const hono = new Hono<{ Bindings: Platform }>()
  hono.all('*', (context) => walk(new Exchange(context.req.raw, context.env, codings)))

  return {
    fetch: markRepeating((request: Request, platform?: object) => hono.fetch(request, platform)),
    request: async (input, init, platform) => hono.request(input, init, platform),
    async explain(request, platform) {
      const exchange = new Exchange(request, platform, codings)
      const asked: AskedStep[] = []
      const response = await walk(exchange, watched(steps, asked))
      return { response, steps: asked, notes: exchange.notes }
    },
    close,
  }
}
