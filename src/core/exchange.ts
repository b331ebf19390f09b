import type { CanonicalUrl } from './path/canonical.ts'

/** Response fields by name. A name is spelled as in its RFC; a list has one field line each. */
export type Fields = Record<string, string | string[]>

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
  /** Set by the first step: every later one reads this, never `request.url`. */
  url!: CanonicalUrl
  readonly notes: Note[] = []
  /** The methods that were found at this path, for the one `Allow` field. */
  readonly methods = new Set<string>()
  /** Fields for every answer of the steps that follow, over those of the step itself. */
  fields: Fields | null = null

  constructor(request: Request, platform: Platform = {}) {
    this.request = request
    this.platform = platform
    this.method = request.method
  }

  /** Whether the answer is to carry no content. */
  get isHead(): boolean {
    return this.method === 'HEAD'
  }

  note(step: string, reason: string): void {
    this.notes.push({ step, reason })
  }
}
