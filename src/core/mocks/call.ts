import type { Answer, Exchange } from '../exchange.ts'
import type { Fields } from '../fields.ts'
import type { Representation } from '../files/representation.ts'
import type { FileEntry, FileSource } from '../files/source.ts'
import type { Body } from './body.ts'
import type { Conditioned } from './choose/condition.ts'
import { parsePrefer } from './choose/prefer.ts'
import type { Match } from './choose/router.ts'
import type { Content, Variant } from './route.ts'

/** What routes answer from, whatever the request. */
export interface Mocks {
  readonly source: FileSource
  /** What random numbers follow from. Absent: they are different each time. */
  readonly seed?: string
  /** Fills in templates: asked for where there may be one. */
  readonly filling: () => Later<Filling>
  /** Runs a route that is code. Absent: there is no consent for it. */
  readonly code?: (call: Call, variant: Variant) => Answer
}

/** What fills in templates. */
export interface Filling {
  /** A file, filled in where it holds templates. */
  filledFile(call: Call, variant: Variant, sent: SentFile): Later<Representation>
  /** Text that is written in a MOCK file, filled in; `null`: it holds no template. */
  filledText(
    call: Call,
    variant: Variant,
    content: Content & { kind: 'text' },
  ): Later<Representation | null>
  /** Fields, each line filled in. */
  filledFields(call: Call, fields: Fields): Promise<Fields>
}

type Later<T> = T | Promise<T>

/** A file that a variant sends, as it was found. */
export interface SentFile {
  readonly path: string
  readonly entry: FileEntry
  readonly file: Representation
}

const NO_BODY: Body = { text: '', value: undefined, isForm: false }

/** One request to a route: what conditions and templates see of it, each part read when asked for. */
export class Call implements Conditioned {
  readonly exchange: Exchange
  readonly match: Match
  readonly mocks: Mocks
  /** Empty too where it was not read, or is too large. */
  body: Body = NO_BODY
  /** The bytes of the body. `null`: there is none, it was not read, or it is too large. */
  content: Uint8Array<ArrayBuffer> | null = null
  /** In the list that a template repeats, the item that is filled in, from 0. */
  index = 0
  #query: URLSearchParams | undefined
  #preferences: ReadonlyMap<string, string> | undefined

  constructor(exchange: Exchange, match: Match, mocks: Mocks) {
    this.exchange = exchange
    this.match = match
    this.mocks = mocks
  }

  get headers(): Headers {
    return this.exchange.request.headers
  }

  get query(): URLSearchParams {
    this.#query ??= new URLSearchParams(this.exchange.url.search)
    return this.#query
  }

  get params(): Match['params'] {
    return this.match.params
  }

  get preferences(): ReadonlyMap<string, string> {
    this.#preferences ??= parsePrefer(this.headers.get('Prefer'))
    return this.#preferences
  }

  /** Reads the body, once; `false`: there is more of it than is read. */
  async readBody(): Promise<boolean> {
    if (this.content !== null) return true
    const { request } = this.exchange
    const bytes = await this.exchange.content()
    if (bytes === null) return false
    this.content = request.body === null ? null : bytes
    const { parseBody } = await import('./body.ts')
    this.body = await parseBody(bytes, this.headers.get('Content-Type') ?? '')
    return true
  }
}
