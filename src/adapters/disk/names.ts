import { sep } from 'node:path'

/** What no name of a path may be or hold. */
const IMPOSSIBLE = sep === '\\' ? /^\.{0,2}$|[\0\\:]|[. ]$/ : /^\.{0,2}$|\0/

/** Our own files, whose names say nothing to a visitor: at the root, and anywhere. */
const OWN_AT_ROOT = /^(?:webstand\.json|webstand\.config\..*|wrangler\..*)$/
const OWN_FOLDER = '.webstand'

/** The names of a path of a source; `null`: no file can have that path. */
export function namesOf(path: string): string[] | null {
  if (path === '') return []
  if (!path.isWellFormed()) return null
  const names = path.split('/')
  return names.some((name) => IMPOSSIBLE.test(name)) ? null : names
}

/** Whether this is configuration or state of webstand itself, by the names below the root. */
export function isOwnPath(names: readonly string[]): boolean {
  return OWN_AT_ROOT.test(names[0] ?? '') || names.includes(OWN_FOLDER)
}

/** Whether a path is a directory, or lies in it. */
export function isWithin(directory: string, path: string): boolean {
  return path === directory || path.startsWith(withSeparator(directory))
}

/** The names that lead from a directory to a path in it. */
export function namesBelow(directory: string, path: string): string[] {
  return path === directory ? [] : path.slice(withSeparator(directory).length).split(sep)
}

/** A directory as the paths in it begin. */
export function withSeparator(directory: string): string {
  return directory.endsWith(sep) ? directory : directory + sep
}

/** Other spellings that a disk may take for the same name: `Ä` => `ä`, and both decomposed. */
export function otherSpellings(name: string): string[] {
  const lower = name.toLowerCase()
  const spellings = new Set([
    name === lower ? name.toUpperCase() : lower,
    name.normalize('NFC'),
    name.normalize('NFD'),
  ])
  spellings.delete(name)
  return [...spellings]
}
