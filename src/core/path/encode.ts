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

/**
 * A relative link to a child of a folder.
 *
 * `./` keeps a name such as `javascript:alert(1)` from being read as a scheme.
 */
export function childLink(name: string, isDirectory: boolean): string {
  return `./${encodeName(name)}${isDirectory ? '/' : ''}`
}

/** The same below a folder of the folder: `linkBelow('a/b/', 'c', false)` => `./a/b/c` */
export function linkBelow(folder: string, name: string, isDirectory: boolean): string {
  return `./${folder.split('/').map(encodeName).join('/')}${encodeName(name)}${isDirectory ? '/' : ''}`
}

/** Control characters, line breaks among them, as in a URL: one line stays one name. */
export function encodeControls(text: string): string {
  return text.replace(/[\0-\x1f\x7f-\x9f\u2028\u2029]/g, encodeURIComponent)
}
