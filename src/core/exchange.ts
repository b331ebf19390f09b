import type { CanonicalUrl } from './path/canonical.ts'

/** Response fields by name, spelled as in their RFC; a list is sent as one line each. */
export type Fields = Record<string, string | string[]>

/** Codes a stream while it is sent. */
export type Coder = (body: ReadableStream<Uint8Array>) => ReadableStream<Uint8Array>

/** The content codings that can be made while sending, by name; the first of equals is taken. */
export type Codings = Readonly<Record<string, Coder>>

/** What the runtime gives for one request; absent where it cannot be had. */
export interface Platform {
  /** The address of the peer, without a port. */
  readonly ip?: string
  /** Keeps the runtime alive until the promise settles. */
  waitUntil?(promise: Promise<unknown>): void
  /** Ends the connection without another byte. */
  abort?(): void
  /** The bindings of a Worker, by name. */
  readonly bindings?: Readonly<Record<string, unknown>>
}

/** What a step has to say of a request: why it answered, or why it passed it on. */
export interface Note {
  readonly step: string
  readonly reason: string
}

/** `null` is "not mine": the next step is asked. */
export type Answer = Response | null | Promise<Response | null>

/** One part of the road of a request. */
export type Step = (exchange: Exchange) => Answer

/** One request on its road. */
export class Exchange {
  readonly request: Request
  readonly platform: Platform
  readonly method: string
  /** What content may be coded in on its way. */
  readonly codings: Codings
  /** Set by the first step: every later one reads this, never `request.url`. */
  url!: CanonicalUrl
  readonly notes: Note[] = []
  /** The methods that were found at this path, for the one `Allow` field. */
  readonly methods = new Set<string>()
  /** Fields of every answer from here on, over the answering step's own. */
  fields: Fields | null = null
  /** Bytes that the answer promises; `null` for a stream of unknown length. */
  size: number | null = null

  constructor(request: Request, platform: Platform = {}, codings: Codings = {}) {
    this.request = request
    this.platform = platform
    this.codings = codings
    this.method = request.method
  }

  get isRead(): boolean {
    return this.method === 'GET' || this.method === 'HEAD'
  }

  note(step: string, reason: string): void {
    this.notes.push({ step, reason })
  }

  /** The one place where an answer of webstand's own is made: nothing changes it afterwards. */
  respond(status: number, body: BodyInit | null, fields: Fields): Response {
    const all = this.fields === null ? fields : { ...fields, ...this.fields }
    const length = all['Content-Length']
    this.size = typeof length === 'string' ? Number(length) : body === null ? 0 : null
    const init: CodedInit = { status, headers: headersOf(all) }
    if (fields['Content-Encoding'] !== undefined) init.encodeBody = 'manual'
    return new Response(this.method === 'HEAD' ? null : body, init)
  }
}

/** Workers would code a body that says its coding once more, unless they are told: others ignore it. */
interface CodedInit extends ResponseInit {
  encodeBody?: 'manual'
}

function headersOf(fields: Fields): HeadersInit {
  if (!Object.values(fields).some(Array.isArray)) return fields as Record<string, string>
  const headers = new Headers()
  for (const [name, value] of Object.entries(fields)) {
    for (const line of [value].flat()) headers.append(name, line)
  }
  return headers
}
