/** Bytes beyond ASCII, escaped one after the other: `%C3%BC`. */
const ESCAPES = /(?:%[89a-f][\da-f])+/gi

/**
 * What stays escaped, as it is not seen or moves what stands beside it: controls, spaces, a mark
 * without its letter, and letters that are read from right to left.
 */
const UNREADABLE =
  /^\p{M}|[\p{C}\p{Z}\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]|[\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * Spells a target as a person reads it: `/%C3%BC%20b` => `/ü%20b`. No target holds such letters
 * itself, so what was asked can be told from it.
 */
export function readable(target: string): string {
  return target.replace(ESCAPES, (escapes) => {
    const text = decoded(escapes)
    const isPlain = text !== null && text === text.normalize() && !UNREADABLE.test(text)
    return isPlain ? text : escapes
  })
}

/** `null`: it is not UTF-8. */
function decoded(escapes: string): string | null {
  try {
    return decodeURIComponent(escapes)
  } catch {
    return null // bytes in another encoding
  }
}
