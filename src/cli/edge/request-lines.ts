// The framing of requests: RFC 9112 §2.2, §3, §6 and §7.1.

/** What the next line is; `null`: nobody looks any more. */
type Next = 'request' | 'field' | 'chunk' | 'trailer' | null

/** The bytes of a body that are known of before it begins, or that it comes in chunks. */
type Framing = number | 'chunked'

const HASH = 0x23
const LINE_FEED = 0x0a

/** A character that no target has: whoever reads the line refuses it. */
const CONTROL = 0x01

/** No line is longer that matters here, in characters. */
const LONGEST = 65_536

const BEFORE_HASH = /^[\w!$%&'*+.^`|~-]+ [^ \t]*$/
const REQUEST_LINE = /^([\w!#$%&'*+.^`|~-]+) [^ ]+ HTTP\/1\.([01])\r?\n$/
const EMPTY_LINE = /^\r?\n$/
const FIELD = /^([\w!#$%&'*+.^`|~-]+):[ \t]*(.*?)[ \t]*\r?\n$/
const CHUNK_SIZE = /^([\da-f]{1,8})[ \t]*(?:;.*)?\r\n$/i

/**
 * Looks at the bytes of a connection as they pass, and makes each `#` in the target of a request a
 * character that is refused: workerd would drop what follows. Nothing else is changed, kept or made
 * to wait, and what is not plainly a request that follows another is passed unseen.
 */
export class RequestLines {
  #next: Next = 'request'
  /** How many bytes there are until that line. */
  #skip = 0
  /** What has come of it. */
  #line = ''
  #isHttp10 = false
  #framing: Framing | undefined

  /** Looks at what came next, and changes it in its place. */
  watch(bytes: Buffer): void {
    let at = 0
    while (this.#next !== null && at < bytes.length) {
      const skipped = Math.min(this.#skip, bytes.length - at)
      this.#skip -= skipped
      at += skipped
      if (at < bytes.length) at = this.#readLine(bytes, at)
    }
  }

  /** Reads up to the end of a line, or of what is there of it. */
  #readLine(bytes: Buffer, start: number): number {
    const feed = bytes.indexOf(LINE_FEED, start)
    const end = feed === -1 ? bytes.length : feed + 1
    if (this.#next === 'request') this.#spoil(bytes.subarray(start, end))
    this.#line += bytes.toString('latin1', start, end)
    if (feed !== -1) {
      this.#next = this.#after(this.#line)
      this.#line = ''
    } else if (this.#line.length > LONGEST) {
      this.#next = null
    }
    return end
  }

  #spoil(part: Buffer): void {
    let at = part.indexOf(HASH)
    if (at === -1 || !BEFORE_HASH.test(this.#line + part.toString('latin1', 0, at))) return
    for (; at !== -1; at = part.indexOf(HASH, at)) part[at] = CONTROL
  }

  #after(line: string): Next {
    if (this.#next === 'request') return this.#afterRequestLine(line)
    if (this.#next === 'chunk') return this.#afterChunkSize(line)
    if (EMPTY_LINE.test(line)) return this.#next === 'field' ? this.#afterFields() : 'request'
    return this.#next === 'field' ? this.#afterField(line) : 'trailer'
  }

  #afterRequestLine(line: string): Next {
    if (EMPTY_LINE.test(line)) return 'request'
    const [, method, minor] = REQUEST_LINE.exec(line) ?? []
    if (method === undefined || method === 'CONNECT') return null
    this.#isHttp10 = minor === '0'
    this.#framing = undefined
    return 'field'
  }

  #afterField(line: string): Next {
    const [, name, value = ''] = FIELD.exec(line) ?? []
    switch (name?.toLowerCase()) {
      case undefined: // folded, say
      case 'upgrade':
        return null
      case 'content-length':
        return /^\d{1,15}$/.test(value) ? this.#frame(Number(value)) : null
      case 'transfer-encoding':
        return /^chunked$/i.test(value) && !this.#isHttp10 ? this.#frame('chunked') : null
      default:
        return 'field'
    }
  }

  /** Of two framings none is plain. */
  #frame(framing: Framing): Next {
    if (this.#framing !== undefined) return null
    this.#framing = framing
    return 'field'
  }

  #afterFields(): Next {
    if (this.#framing === 'chunked') return 'chunk'
    this.#skip = this.#framing ?? 0
    return 'request'
  }

  #afterChunkSize(line: string): Next {
    const [, size] = CHUNK_SIZE.exec(line) ?? []
    if (size === undefined) return null
    const length = Number.parseInt(size, 16)
    if (length === 0) return 'trailer'
    this.#skip = length + 2
    return 'chunk'
  }
}
