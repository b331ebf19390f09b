/**
 * A mock API inside a test: without a socket, on every runtime and in every test runner.
 *
 * @module
 */
import { listenHere } from './adapters/this-runtime.ts'
import { createApp } from './core/create-app.ts'
import type { AppOptions } from './core/options.ts'
import type { Platform } from './core/platform.ts'
import type { Site } from './core/site.ts'
import { contentsOf, type MockFiles } from './test/contents.ts'
import { answerFetched, requestOf, sentRequest, textOf } from './test/fetch.ts'
import { readyModules } from './test/ready.ts'
import { type MockRequest, requestRecord } from './test/request.ts'

export type { RouteContext, RouteHandler } from './core/mocks/code.ts'
export type { MockFile, MockFiles } from './test/contents.ts'
export type { MockRequest } from './test/request.ts'

/** How a mock API behaves; what is not here is as in `createApp`. */
export interface MockOptions
  extends Omit<AppOptions, 'source' | 'site' | 'code' | 'changes' | 'onAnswer' | 'onError'> {
  /** Whether it listens on a free port of this machine. @default false */
  listen?: boolean
  /** Whether the routes of a directory that are code are run. @default false */
  code?: boolean
  /** Requests that are remembered: the oldest is forgotten. @default 1000 */
  maxRequests?: number
}

/** A mock API. */
export interface Mock extends AsyncDisposable {
  /** As the global `fetch`; a path will do, and the origin does not matter. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>
  /** Where it listens, such as `http://localhost:40123/`. Throws an `Error` where it does not. */
  readonly url: string
  /** What was asked, oldest first. */
  readonly requests: readonly MockRequest[]
  /** What the files mean: the routes, and what is wrong with a name. A directory: at the last request. */
  readonly site: Site
  /** Stops listening; as `await using` does by itself. */
  close(): Promise<void>
}

/**
 * Makes a mock API of a directory, or of files by their names.
 *
 * @throws {TypeError} when it is neither
 *
 * @example
 * ```ts
 * await using api = await mock({ 'users/[id].GET.json': { id: '{{params.id | int}}' } })
 * const response = await api.fetch('/users/7')
 * ```
 */
export async function mock(
  files: MockFiles,
  { listen = false, code: allowsCode = false, maxRequests = 1000, ...options }: MockOptions = {},
): Promise<Mock> {
  const { source, code, look, isDirectory } = await contentsOf(files, {
    mocks: options.mocks,
    code: allowsCode,
  })
  await readyModules()
  let site = await look()
  const errors = new WeakMap<Request, { readonly error: unknown }>()
  const onError = (error: unknown, request: Request) => errors.set(request, { error })
  const siteNow = isDirectory ? () => site : site
  const app = createApp({ ...options, source, site: siteNow, code, onError })
  const requests: MockRequest[] = []

  async function answer(given: Request, platform?: Platform): Promise<Response> {
    const { request, body } = await sentRequest(given)
    site = await look()
    const explanation = await app.explain(request, platform)
    requests.push({ ...requestRecord(request, textOf(body), explanation), ...errors.get(request) })
    if (requests.length > maxRequests) requests.shift()
    return explanation.response
  }

  const server = listen ? await listenHere(answer) : null
  async function close(): Promise<void> {
    app.close()
    await server?.close()
  }
  return {
    fetch: async (input, init) => answerFetched(answer, requestOf(input, init)),
    get url() {
      if (server !== null) return server.url
      throw new Error('Cannot tell the URL: expected mock(files, { listen: true })')
    },
    get site() {
      return site
    },
    requests,
    close,
    [Symbol.asyncDispose]: close,
  }
}
