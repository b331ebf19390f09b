const PLAIN_NAME = /^[\w.~-]*$/

/** Encodes one name for a path. */
export function encodeName(name: string): string {
  return PLAIN_NAME.test(name) ? name : encodeURIComponent(name.toWellFormed())
}

/** Encodes names as an absolute path without a slash at its end: `['a b', 'c']` => `/a%20b/c`. */
export function encodePath(names: readonly string[]): string {
  let path = ''
  for (const name of names) path += `/${encodeName(name)}`
  return path
}

/** The pathname of names, with a slash at its end where `slash` says so; of none, that slash alone. */
export function pathnameOf(names: readonly string[], slash: boolean): string {
  return encodePath(names) + (slash ? '/' : '')
}

/** Encodes the names of a relative path: `a b/c/` => `a%20b/c/` */
export function encodeRelative(path: string): string {
  return path.split('/').map(encodeName).join('/')
}

/**
 * A relative link to a child of a folder, or of one below it: `b/` => `./b/c`
 *
 * `./` keeps a name such as `javascript:alert(1)` from being read as a scheme.
 */
export function childLink(name: string, isDirectory: boolean, below = ''): string {
  const folder = below === '' ? '' : encodeRelative(below)
  return `./${folder}${encodeName(name)}${isDirectory ? '/' : ''}`
}

/** Control characters, line breaks among them, as in a URL: one line stays one name. */
export function encodeControls(text: string): string {
  return text.replace(/[\0-\x1f\x7f-\x9f\u2028\u2029]/g, encodeURIComponent)
}
