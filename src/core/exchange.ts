import { changedHeaders, type FieldChange, suitableChanges } from './field-changes.ts'
import {
  type Fields,
  type HeaderLines,
  headersOf,
  overFields,
  replaceFields,
  writeFields,
} from './fields.ts'
import type { ResponseBody } from './http/body.ts'
import { readContent } from './http/content.ts'
import type { Validators } from './http/validators.ts'
import type { CanonicalUrl } from './path/canonical.ts'
import type { Codings, Platform } from './platform.ts'
import { isUnchanged, type Look, MAX_REPEATED, type Repeat } from './repeat.ts'

export type { Fields } from './fields.ts'
export type { Coder, Codings, Platform } from './platform.ts'

/** What a step has to say of a request: why it answered, or why it passed it on. */
export interface Note {
  readonly step: string
  readonly reason: string
}

/** What has validators, and may be coded. */
interface Validated {
  readonly coding?: string
  readonly validators: Validators
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
  /** Fields of every answer from here on, over the answering step's own and the owner's changes. */
  fields: Fields | null = null
  /** What the owner's rules do to the answering step's own fields, in their order. */
  changes: readonly FieldChange[] = []
  /** The validators that something is sent with; its own, unless the owner's rules change them. */
  validatorsOf: (own: Validated) => Validators = ownValidators
  /** Whether the answer stands in for something that is not there. */
  isStandIn = false
  /** Bytes that the answer promises; `null` for a stream of unknown length. */
  size: number | null = null
  /** Whether the answer lasts: set by the step that makes it. */
  isLasting = false
  /** Whether it follows from more than what `Repeat` names and what was looked at: nobody else gets it. */
  isOnce = false
  /** Asks the steps behind the one that is asked now, which answers itself in the end. */
  rest: () => Response | Promise<Response> = nothingFollows
  /** Asks the steps from the first on, as if none had been asked. */
  again: () => Response | Promise<Response> = nothingFollows

  #content: Promise<Uint8Array<ArrayBuffer> | null> | undefined
  readonly #looks: Look[] = []
  #answer: Pick<Repeat, 'status' | 'headers' | 'body'> | null = null

  constructor(request: Request, platform: Platform = {}, codings: Codings = {}) {
    this.request = request
    this.platform = platform
    this.codings = codings
    this.method = request.method
  }

  /** The content of the request, read once; `null`: there is more than `MAX_CONTENT` of it. */
  content(): Promise<Uint8Array<ArrayBuffer> | null> {
    this.#content ??= readContent(this.request)
    return this.#content
  }

  get isRead(): boolean {
    return this.method === 'GET' || this.method === 'HEAD'
  }

  /** The method as content has it: what HEAD is told of is what GET would be sent, RFC 9110 §9.3.2. */
  get contentMethod(): string {
    return this.method === 'HEAD' ? 'GET' : this.method
  }

  note(step: string, reason: string): void {
    this.notes.push({ step, reason })
  }

  /** Says more of what was noted last: `hello.txt  not modified`. */
  noteMore(reason: string): void {
    const last = this.notes.pop()
    if (last !== undefined) this.note(last.step, `${last.reason}  ${reason}`)
  }

  /** Looks at something that may be another next time, and with it the answer. */
  look<T>(at: () => T): T {
    const seen = at()
    // What was still on its way cannot be compared with what comes next time.
    if (seen instanceof Promise) this.isOnce = true
    else this.#looks.push({ at, seen })
    return seen
  }

  /** Gives the answer away that was just made, if it may be repeated. */
  offer(tell: Repeat['tell']): void {
    if (this.#answer === null || this.isOnce || this.method !== 'GET') return
    if (this.request.headers.has('Range')) return
    const looks = this.#looks
    this.platform.keep?.({ ...this.#answer, holds: () => looks.every(isUnchanged), tell })
  }

  /** Forgets what the steps have said and found. */
  forget(): void {
    this.notes.length = 0
    this.methods.clear()
    this.fields = null
    this.changes = []
    this.validatorsOf = ownValidators
    this.isStandIn = false
    this.isLasting = false
    this.#answer = null
  }

  /** The one place where an answer of webstand's own is made: nothing changes it afterwards. */
  respond(status: number, body: ResponseBody | null, fields: Fields): Response {
    const length = fields['Content-Length']
    this.size = typeof length === 'string' ? Number(length) : body === null ? 0 : null
    const headers = this.changes.length === 0 ? this.#plain(fields) : this.#changed(status, fields)
    const init: CodedInit = { status, headers }
    const isCoded =
      headers instanceof Headers
        ? headers.has('Content-Encoding')
        : fields['Content-Encoding'] !== undefined
    if (isCoded) init.encodeBody = 'manual'
    if (this.isLasting && isKeepable(body)) this.#answer = { status, headers, body }
    return new Response(this.method === 'HEAD' ? null : body, init)
  }

  /**
   * Passes on an answer that was made elsewhere, with the fields that hold for every answer. Its body
   * is not looked at: some runtimes forget what it was made of then, its type and its length with it.
   */
  pass(response: Response): Response {
    const { status, statusText, headers } = response
    this.size = NULL_BODY.has(status) ? 0 : lengthOf(headers)
    const isDropped = this.method === 'HEAD'
    if (!isDropped && this.changes.length === 0 && this.fields === null) return response
    if (isDropped) response.body?.cancel().catch(() => {}) // it fails as whoever made it likes
    const own: Fields = { ...Object.fromEntries(headers), 'set-cookie': headers.getSetCookie() }
    const changed = this.#changed(status, own)
    // In place, it stays what no constructor makes again: an upgrade, or a body that is coded already.
    if (!isDropped && writeFields(headers, changed)) return response
    const body = isDropped ? null : response.body
    return new Response(body, { status, statusText, headers: changed })
  }

  #plain(fields: Fields): HeaderLines {
    return headersOf(this.fields === null ? fields : overFields(fields, this.fields))
  }

  /** Defaults, then what the owner's rules change, then the fields that hold for every answer. */
  #changed(status: number, fields: Fields): Headers {
    const changes = suitableChanges(this.changes, status, this.isStandIn || isParts(fields))
    return replaceFields(changedHeaders(fields, changes), this.fields ?? {})
  }
}

function isKeepable(body: ResponseBody | null): body is Uint8Array<ArrayBuffer> | null {
  return body === null || (body instanceof Uint8Array && body.length <= MAX_REPEATED)
}

function ownValidators({ validators }: Validated): Validators {
  return validators
}

function nothingFollows(): never {
  throw new Error('Cannot pass on: no step follows')
}

/** Statuses that come without a body. */
const NULL_BODY = new Set([101, 204, 205, 304])

/** `null`: it does not say. */
function lengthOf(headers: Headers): number | null {
  const length = headers.get('Content-Length')
  return length === null ? null : Number(length)
}

/** Several ranges are no content of the type that the owner knows. */
function isParts(fields: Fields): boolean {
  return String(fields['Content-Type']).startsWith('multipart/byteranges')
}

/** Workers would code a body that says its coding once more, unless they are told: others ignore it. */
interface CodedInit extends ResponseInit {
  encodeBody?: 'manual'
}
