// Validators: RFC 9110 §8.8.

/** What tells one state of a representation from another, as it is sent. */
export interface Validators {
  /** With its quotes, and `W/` where it is weak. */
  readonly etag?: string
  /** Milliseconds since the epoch, whole seconds. */
  readonly lastModified?: number
}

/** What a file knows of itself. */
export interface Modified {
  /** Bytes. */
  readonly size: number
  /** Milliseconds since the epoch. */
  readonly lastModified: number
  /** An opaque tag without quotes: a hash of the content. */
  readonly etag?: string
}

/**
 * How long a change may hide in the same time stamp, in milliseconds: file systems count in steps
 * of up to two seconds.
 */
export const UNSETTLED = 2000

/**
 * The validators of a file at the moment `now`.
 *
 * The tag is strong when the source knows a hash, or when the file is older than two seconds;
 * before that it is weak. A date in the future is replaced by `now`, §8.8.2.1. A time that says
 * nothing (zero, negative, not a number) gives no date, and no tag but a hash.
 */
export function validatorsOf(
  { size, lastModified, etag }: Modified,
  now: number = Date.now(),
): Validators {
  if (!(lastModified >= 1000)) return etag === undefined ? {} : { etag: `"${etag}"` }
  return {
    etag: etag === undefined ? timeTag(size, lastModified, now) : `"${etag}"`,
    lastModified: Math.floor(Math.min(lastModified, now) / 1000) * 1000,
  }
}

function timeTag(size: number, lastModified: number, now: number): string {
  const tag = `"${size.toString(36)}-${Math.floor(lastModified).toString(36)}"`
  return now - lastModified < UNSETTLED ? `W/${tag}` : tag
}

/** `"abc"` under gzip => `W/"abc-gzip"`: the tag of what is coded while it is sent. */
export function codedTag(etag: string, coding: string): string {
  return `${isWeak(etag) ? '' : 'W/'}${etag.slice(0, -1)}-${coding}"`
}

/** Whether a text is one entity tag, with its quotes: §8.8.3. */
export function isEntityTag(text: string): boolean {
  return /^(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/.test(text)
}

/** Whether an entity tag is weak. */
export function isWeak(etag: string): boolean {
  return etag.startsWith('W/')
}

/**
 * Whether a list such as that of `If-Match` has `etag` by strong comparison: §8.8.3.2, §13.1.1.
 *
 * `*` matches any representation, also one without a tag; a list that breaks the grammar matches
 * none.
 */
export function matchesStrongly(list: string, etag: string | undefined): boolean {
  return list === '*' || (etag !== undefined && !isWeak(etag) && hasTag(list, etag))
}

/** As `matchesStrongly`, by weak comparison, as in `If-None-Match`: §8.8.3.2, §13.1.2. */
export function matchesWeakly(list: string, etag: string | undefined): boolean {
  if (list === '*') return true
  if (etag === undefined) return false
  const opaque = isWeak(etag) ? etag.slice(2) : etag
  return hasTag(list, opaque, `W/${opaque}`)
}

/** Empty elements (§5.6.1.2), then an entity tag (§8.8.3) or the end. */
const LIST_ELEMENT = /[ \t,]*(?:((?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")[ \t]*(?:,|$)|$)/y

function hasTag(list: string, ...tags: string[]): boolean {
  let has = false
  LIST_ELEMENT.lastIndex = 0
  while (LIST_ELEMENT.lastIndex < list.length) {
    const element = LIST_ELEMENT.exec(list)
    if (element === null) return false
    if (element[1] !== undefined && tags.includes(element[1])) has = true
  }
  return has
}
