/**
 * A mock API inside a test: without a socket, on every runtime and in every test runner.
 *
 * @module
 */
import { resolve } from 'node:path'
import { diskFiles } from './adapters/disk.ts'
import { listenHere, modulesHere } from './adapters/here.ts'
import { lookedAt } from './adapters/seen-site.ts'
import type { Server } from './adapters/server.ts'
import { parseYaml } from './cli/yaml.ts'
import { createApp } from './core/create-app.ts'
import type { Note, Platform } from './core/exchange.ts'
import { type MemoryFile, memoryFiles } from './core/files/memory.ts'
import type { FileSource } from './core/files/source.ts'
import type { LoadModule, RouteHandler } from './core/mocks/code.ts'
import type { AppOptions } from './core/options.ts'
import { readSite, type Site } from './core/site.ts'

export type { RouteContext, RouteHandler } from './core/mocks/code.ts'

/** The content of a file: text, bytes, a value for JSON, or where the name is that of code, a function. */
// biome-ignore lint/suspicious/noExplicitAny: a handler may ask for the parameters that it knows
export type MockFile = string | Uint8Array | object | number | boolean | null | RouteHandler<any>

export interface MockOptions
  extends Omit<AppOptions, 'source' | 'site' | 'code' | 'changes' | 'onAnswer' | 'onError'> {
  /** Whether it listens on a free port of this machine. @default false */
  listen?: boolean
  /** Whether the routes of a directory that are code are run. @default false */
  code?: boolean
  /** Requests that are remembered: the oldest is forgotten. @default 1000 */
  maxRequests?: number
}

/** What was asked, what was answered, and why. */
export interface MockRequest {
  readonly method: string
  /** Path and query, as they were asked. */
  readonly path: string
  readonly headers: Headers
  /** The body; `null`: it is larger than 1 MiB. */
  readonly text: string | null
  readonly status: number
  /** What answered: `users/[id].GET.json  id=7`. */
  readonly why: string
  /** What every step on the way said. */
  readonly notes: readonly Note[]
  /** What went wrong behind a 500. */
  readonly error?: unknown
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
 * @example
 * ```ts
 * await using api = await mock({ 'users/[id].GET.json': { id: '{{params.id | int}}' } })
 * const response = await api.fetch('/users/7')
 * ```
 */
export async function mock(
  files: string | Readonly<Record<string, MockFile>>,
  { listen = false, code: allowsCode = false, maxRequests = 1000, ...options }: MockOptions = {},
): Promise<Mock> {
  const isDirectory = typeof files === 'string'
  const source = isDirectory ? diskFiles(files) : sourceOf(files)
  const code = isDirectory ? (allowsCode ? await modulesHere(files) : undefined) : modulesOf(files)
  const { mocks } = options
  const read = (from: FileSource) => readSite(from, { mocks, parseYaml, code: code !== undefined })
  const look = isDirectory ? lookedAt({ source, roots: [resolve(files)] }, read) : null
  let site = await (look?.() ?? read(source))
  const errors = new WeakMap<Request, { readonly error: unknown }>()
  const onError = (error: unknown, request: Request) => errors.set(request, { error })
  const app = createApp({
    ...options,
    source,
    site: look === null ? site : () => site,
    code,
    onError,
  })
  const requests: MockRequest[] = []

  async function answer(given: Request, platform: Platform = LOCAL): Promise<Response> {
    const { request, text } = await withText(given)
    if (look !== null) site = await look()
    const { response, notes } = await app.explain(request, platform)
    requests.push({
      method: request.method,
      path: request.url.slice(request.url.indexOf('/', 8)),
      headers: request.headers,
      text,
      status: response.status,
      why: notes.at(-1)?.reason ?? '',
      notes,
      ...errors.get(request),
    })
    if (requests.length > maxRequests) requests.shift()
    return response
  }

  const server: Server | null = listen ? await listenHere(answer) : null
  async function close(): Promise<void> {
    app.close()
    await server?.close()
  }
  return {
    fetch: (input, init) => answerRedirected(answer, requestOf(input, init)),
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

const LOCAL: Platform = { ip: '127.0.0.1' }

/** @throws {TypeError} for a function under a name that is no code, and a value that is no JSON */
function sourceOf(files: Readonly<Record<string, MockFile>>): FileSource {
  const contents = Object.entries(files).map(([name, file]) => [name, contentOf(name, file)])
  return memoryFiles(Object.fromEntries(contents) as Record<string, MemoryFile>)
}

function contentOf(name: string, file: MockFile): MemoryFile {
  if (typeof file === 'string' || file instanceof Uint8Array) return file
  if (typeof file !== 'function') return JSON.stringify(file)
  if (/\.m?[jt]s$/.test(name)) return ''
  throw new TypeError(`Cannot hold a function as "${name}": expected a name such as x.POST.ts`)
}

/** The functions are consent for themselves, and for no other code. */
function modulesOf(files: Readonly<Record<string, MockFile>>): LoadModule {
  return (name) => {
    const handler = files[name]
    if (typeof handler === 'function') return { default: handler }
    throw new Error(`Cannot run "${name}": expected a function instead of its source`)
  }
}

function requestOf(input: string | URL | Request, init?: RequestInit): Request {
  if (input instanceof Request) return new Request(input, init)
  return new Request(new URL(input, 'http://localhost/'), init)
}

/** Bytes of a body that are remembered, at most. */
const MAX_BODY = 1_048_576

/** A request whose body was read, and what it was. */
async function withText(given: Request): Promise<{ request: Request; text: string | null }> {
  if (given.body === null) return { request: given, text: '' }
  const { url, method, headers, signal } = given
  const body = new Uint8Array(await given.arrayBuffer())
  const text = body.byteLength > MAX_BODY ? null : new TextDecoder().decode(body)
  return { request: new Request(url, { method, headers, signal, body }), text }
}

/** Redirects that are followed, at most: as many as the Fetch standard has. */
const MAX_REDIRECTS = 20

/** Answers as `fetch` does: it follows what leads to another place. */
async function answerRedirected(
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
