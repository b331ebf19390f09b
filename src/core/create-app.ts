import { Hono } from 'hono/tiny'
import { openRoad } from './app.ts'
import { webCodings } from './coding.ts'
import { Exchange, type Platform } from './exchange.ts'
import { type AskedStep, type Explanation, watched } from './inspect/explain.ts'
import type { AppOptions } from './options.ts'
import { markRepeating } from './repeat.ts'

export interface App {
  readonly fetch: (request: Request, platform?: Platform) => Response | Promise<Response>
  /** Answers a path or a URL without a socket: `app.request('/hello.txt')`. */
  request(input: string | URL | Request, init?: RequestInit, platform?: Platform): Promise<Response>
  explain(request: Request, platform?: Platform): Promise<Explanation>
  /** Ends the answers that stay open until then. */
  close(): void
}

/** Makes a server's core: a function from a Request to a Response. */
export function createApp(options: AppOptions): App {
  const { codings = webCodings } = options
  const { steps, walk, close } = openRoad(options)
  const hono = new Hono<{ Bindings: Platform }>()
  hono.all('*', (context) => walk(new Exchange(context.req.raw, context.env, codings)))

  return {
    fetch: markRepeating((request: Request, platform?: Platform) => hono.fetch(request, platform)),
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
