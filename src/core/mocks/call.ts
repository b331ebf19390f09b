import type { Answer, Exchange } from '../exchange.ts'
import type { FileSource } from '../files/source.ts'
import type { Conditioned } from './choose/condition.ts'
import { type Counters, cookiesOf, sessionOf } from './choose/counters.ts'
import { parsePrefer } from './choose/prefer.ts'
import type { Match } from './choose/router.ts'
import { type Random, seededRandom } from './random.ts'
import type { Variant } from './route.ts'

/** What routes answer from, whatever the request. */
export interface Mocks {
  readonly source: FileSource
  readonly counters: Counters
  /** What random numbers follow from. Absent: they are different each time. */
  readonly seed?: string
  /** Runs a route that is code. Absent: there is no consent for it. */
  readonly code?: (call: Call, variant: Variant) => Answer
}

/** One request to a route: what conditions and templates see of it, each part read when asked for. */
export class Call implements Conditioned {
  readonly exchange: Exchange
  readonly match: Match
  readonly mocks: Mocks
  /** JSON, the fields of a form, or text. `undefined`: not read, empty, too large or malformed. */
  body: unknown
  /** The body as text. `null`: not read, or too large. */
  text: string | null = null
  #query: URLSearchParams | undefined
  #cookies: ReadonlyMap<string, string> | undefined
  #preferences: ReadonlyMap<string, string> | undefined
  #random: Random | undefined
  #session: string | undefined
  #isRead = false

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

  get cookies(): ReadonlyMap<string, string> {
    this.#cookies ??= cookiesOf(this.exchange.request)
    return this.#cookies
  }

  get preferences(): ReadonlyMap<string, string> {
    this.#preferences ??= parsePrefer(this.headers.get('Prefer'))
    return this.#preferences
  }

  get session(): string {
    this.#session ??= sessionOf(this.exchange)
    return this.#session
  }

  /** By `Prefer: seed=`, by the seed and how many asked before in this session, or any. */
  random(): number {
    this.#random ??= this.#newRandom()
    return this.#random()
  }

  #newRandom(): Random {
    const asked = this.preferences.get('seed')
    if (asked !== undefined) return seededRandom(asked)
    const { seed, counters } = this.mocks
    if (seed === undefined) return Math.random
    return seededRandom(`${seed}/${this.session}/${counters.count(this.session, 'random')}`)
  }

  /** Reads the body, once; `false`: there is more of it than is read. */
  async readBody(): Promise<boolean> {
    if (this.#isRead) return true
    const bytes = await this.exchange.content()
    if (bytes === null) return false
    this.#isRead = true
    const text = new TextDecoder().decode(bytes)
    this.text = this.exchange.request.body === null ? null : text
    if (text === '') return true
    const type = this.headers.get('Content-Type') ?? ''
    if (/[/+]json\b/i.test(type)) this.body = parseJson(text)
    else if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
      this.body = Object.fromEntries(new URLSearchParams(text))
    } else this.body = text
    return true
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // malformed: no condition on it holds
  }
}
