import { changedHeaders, type FieldChange, suitableChanges } from './field-changes.ts'
import {
  type Fields,
  type HeaderLines,
  headersOf,
  isParts,
  lengthOf,
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

/** Why a step answered a request, or passed it on. */
export interface Note {
  readonly step: string
  readonly reason: string
}

/** A representation, as far as its validators are chosen by it. */
interface Validated {
  readonly coding?: string
  readonly validators: Validators
}

/** `null`: not mine, the next step is asked. */
export type Answer = Response | null | Promise<Response | null>

/** Answers a request, or passes it on. */
export type Step = (exchange: Exchange) => Answer

/** One request on its way through the steps: what they share, find and answer. */
export class Exchange {
  readonly request: Request
  readonly platform: Platform
  readonly method: string
  /** The content codings that an answer can be put into while it is sent. */
  readonly codings: Codings
  /** The canonical URL: the first step sets it, and later ones read no other. */
  url!: CanonicalUrl
  readonly notes: Note[] = []
  /** The methods that steps found at this path, for `Allow`. */
  readonly methods = new Set<string>()
  /** Fields of every answer from here on. They outweigh those of the step, and of the rules. */
  fields: Fields | null = null
  /** What the rules of `_headers` do to the fields of the step that answers, in their order. */
  changes: readonly FieldChange[] = []
  /** The validators that a representation is sent with: its own, unless rules change them. */
  validatorsOf: (own: Validated) => Validators = ownValidators
  /** Whether the answer is another than was asked for, such as the page of an application. */
  isStandIn = false
  /** The length of the answer in bytes; `null`: a stream of unknown length. */
  size: number | null = null
  /** Whether the answer holds until something that was looked at changes: decisions/018. */
  isLasting = false
  /** Whether the answer depends on more than `DECIDING` and the looks: it is never repeated. */
  isOnce = false
  /** Asks the steps behind the present one, which makes use of their answer. */
  rest: () => Response | Promise<Response> = nothingFollows
  /** Asks all steps once more, from the first on. */
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

  /** The content of the request, read once; `null`: it has more than `MAX_CONTENT` bytes. */
  content(): Promise<Uint8Array<ArrayBuffer> | null> {
    this.#content ??= readContent(this.request)
    return this.#content
  }

  /** Whether the method is GET or HEAD. */
  get isRead(): boolean {
    return this.method === 'GET' || this.method === 'HEAD'
  }

  /** The method whose content the fields describe: GET for HEAD, RFC 9110 §9.3.2. */
  get contentMethod(): string {
    return this.method === 'HEAD' ? 'GET' : this.method
  }

  note(step: string, reason: string): void {
    this.notes.push({ step, reason })
  }

  /** Adds to the last note: `hello.txt` => `hello.txt  not modified`. */
  noteMore(reason: string): void {
    const last = this.notes.pop()
    if (last !== undefined) this.note(last.step, `${last.reason}  ${reason}`)
  }

  /** Looks at what the answer depends on: it can be repeated while a look gives the same. */
  look<T>(at: () => T): T {
    const seen = at()
    // A promise is another one each time: there is nothing to compare.
    if (seen instanceof Promise) this.isOnce = true
    else this.#looks.push({ at, seen })
    return seen
  }

  /** Offers the answer to the runtime for repetition, if it can be repeated. */
  offer(tell: Repeat['tell']): void {
    if (this.#answer === null || this.isOnce || this.method !== 'GET') return
    if (this.request.headers.has('Range')) return
    const looks = this.#looks
    this.platform.keep?.({ ...this.#answer, holds: () => looks.every(isUnchanged), tell })
  }

  /** Undoes what the steps have noted, found and set. */
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

  /** Makes the answer. Nothing changes it afterwards. */
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
   * Takes an answer that was made elsewhere, and adds what the rules and `fields` say. Its body is
   * not touched: some runtimes forget the type and length of a Response whose `body` was read.
   */
  pass(response: Response): Response {
    const { status, statusText, headers } = response
    this.size = NULL_BODY.has(status) ? 0 : lengthOf(headers)
    const isDropped = this.method === 'HEAD'
    if (!isDropped && this.changes.length === 0 && this.fields === null) return response
    if (isDropped) response.body?.cancel().catch(() => {}) // it fails as whoever made it likes
    const own: Fields = { ...Object.fromEntries(headers), 'set-cookie': headers.getSetCookie() }
    const changed = this.#changed(status, own)
    // Changed in place, it stays what no constructor can make again: an upgrade, or a coded body.
    if (!isDropped && writeFields(headers, changed)) return response
    const body = isDropped ? null : response.body
    return new Response(body, { status, statusText, headers: changed })
  }

  #plain(fields: Fields): HeaderLines {
    return headersOf(this.fields === null ? fields : overFields(fields, this.fields))
  }

  /** The step's own fields, then the rules, then the fields of every answer. */
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

/** Tells Workers that the body is coded already; other runtimes ignore it. */
interface CodedInit extends ResponseInit {
  encodeBody?: 'manual'
}
