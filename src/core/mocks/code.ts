import type { Answer, Exchange } from '../exchange.ts'
import { textResponse } from '../page/page.ts'
import type { Call } from './call.ts'
import { isMethod, methodWords } from './names/words.ts'
import { hasNoContent, type Variant } from './route.ts'

/** What a route that is code is told beside the request. */
export interface RouteContext<Params extends Record<string, string> = Record<string, string>> {
  /** What the parameters of the path are: `[id]` is `params.id`. */
  readonly params: Readonly<Params>
  readonly query: URLSearchParams
  /** Writes to the log of the server. */
  log(...values: unknown[]): void
  /** What would answer otherwise: a file, a route that is less specific, or an error. */
  next(): Promise<Response>
}

/**
 * Answers a request: with a Response, or a value. Text is sent as text, bytes, a Blob and a stream as
 * they are, anything else as JSON, and `undefined` or `null` is 204.
 */
export type RouteHandler<Params extends Record<string, string> = Record<string, string>> = (
  request: Request,
  context: RouteContext<Params>,
) => unknown

/**
 * What a file that is code exports: handlers by method, and one for all others as `default`, which may
 * be the answer itself.
 */
export type RouteModule = Readonly<Record<string, unknown>>

/** Loads the module of a file of the source: the consent of the owner, in a function. */
export type LoadModule = (file: string) => RouteModule | Promise<RouteModule>

export interface CodeOptions {
  load: LoadModule
  /** Is told what code logs, with the file that it is in. @default throws it away */
  onLog?: (file: string, values: readonly unknown[]) => void
}

/** Makes the function that answers routes that are code. */
export function codeAnswers({
  load,
  onLog,
}: CodeOptions): (call: Call, variant: Variant) => Answer {
  return async (call, variant) => {
    const { exchange } = call
    const { file } = variant
    const next = once(exchange.rest)
    const module = await load(file)
    const handler = handlerOf(module, call, file)
    if (handler === null) return null

    let passedOn: Response | undefined
    const value = await handler(requestOf(call), {
      params: call.match.params,
      query: call.query,
      log: (...values) => onLog?.(file, values),
      next: async () => (passedOn = await next()),
    })
    if (passedOn !== undefined && value === passedOn) return passedOn
    if (passedOn !== undefined) exchange.note('route', file)
    if (isOf(value, 'Response')) return exchange.pass(typed(value as Response))
    return valueResponse(exchange, variant, value)
  }
}

function once<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined
  return () => {
    known ??= { value: read() }
    return known.value
  }
}

/**
 * The export that answers; HEAD is answered by `GET`. `null`: the file has none for this method.
 *
 * @throws {Error} when the name of the file promises a method and nothing in it has it
 */
function handlerOf(module: RouteModule, call: Call, file: string): RouteHandler | null {
  const { method } = call.exchange
  const word = call.match.route.method
  const asked = word === 'ANY' ? method : word
  const names = asked === 'HEAD' ? ['HEAD', 'GET'] : [asked]
  const known = isMethod(asked) ? names : []
  const name = [...known, 'default'].find((one) => typeof module[one] === 'function')
  if (name !== undefined) return module[name] as RouteHandler
  const { default: answer } = module
  if (answer !== undefined) return () => (isOf(answer, 'Response') ? answer.clone() : answer)

  const exported = methodWords.filter((one) => typeof module[one] === 'function')
  if (word !== 'ANY' || exported.length === 0) {
    const expected = word === 'ANY' ? 'GET, POST or another method' : word
    throw new Error(`Cannot answer from "${file}": expected a function as default, or ${expected}`)
  }
  for (const other of exported) call.exchange.methods.add(other)
  return null
}

/** The request as it came, or with its body again, where a condition has read it. */
function requestOf({ exchange: { request }, content }: Call): Request {
  if (content === null) return request
  const { url, method, headers, signal } = request
  return new Request(url, { method, headers, signal, body: content })
}

interface Classes {
  Response: Response
  Blob: Blob
  File: File
  ArrayBuffer: ArrayBuffer
  ReadableStream: ReadableStream<Uint8Array>
}

/** Whether a value is of one of these classes, of any copy of it. */
function isOf<Name extends keyof Classes>(
  value: unknown,
  ...names: Name[]
): value is Classes[Name] {
  const name = Object.prototype.toString.call(value).slice('[object '.length, -1)
  return (names as string[]).includes(name)
}

/** Bytes that nobody has said the type of are bytes, whatever a runtime would make of them. */
function typed(response: Response): Response {
  // Asked for this, a Response that an adapter stands in for becomes one as Fetch has it.
  if (response.type === 'error') return response
  const isLate = !new Response('').headers.has('Content-Type') // Bun says the type as it sends
  if (isLate || response.headers.has('Content-Type') || response.body === null) return response
  const { status, statusText, body } = response
  const headers = new Headers(response.headers)
  headers.set('Content-Type', 'application/octet-stream')
  return new Response(body, { status, statusText, headers })
}

/** @throws {TypeError} when it can be no JSON */
function valueResponse(exchange: Exchange, { file, status }: Variant, value: unknown): Answer {
  if (value === undefined || value === null || hasNoContent(status)) {
    const bodiless = status === 200 ? 204 : status
    return exchange.respond(bodiless, null, {
      'Cache-Control': 'no-cache',
      ...(!hasNoContent(bodiless) && { 'Content-Length': '0' }),
    })
  }
  const isBody = isOf(value, 'Blob', 'File', 'ArrayBuffer', 'ReadableStream')
  if (isBody || ArrayBuffer.isView(value)) {
    const headers = { 'Cache-Control': 'no-cache' }
    return exchange.pass(typed(new Response(value as BodyInit, { status, headers })))
  }
  const isText = typeof value === 'string'
  const text = isText ? value : jsonOf(file, value)
  return textResponse(exchange, status, text, {
    'Content-Type': isText ? 'text/plain; charset=utf-8' : 'application/json',
    'Cache-Control': 'no-cache',
  })
}

function jsonOf(file: string, value: unknown): string {
  const json = jsonOrCause(value)
  if (typeof json === 'string') return json
  throw new TypeError(`Cannot answer from "${file}": expected a Response or a value for JSON`, json)
}

function jsonOrCause(value: unknown): string | { cause: unknown } {
  try {
    return JSON.stringify(value) ?? { cause: `it is a ${typeof value}` }
  } catch (cause) {
    return { cause }
  }
}
