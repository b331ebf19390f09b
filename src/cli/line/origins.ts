import { existsSync } from 'node:fs'
import { UsageError } from './usage-error.ts'

/** Any origin: what `--cors` means where nothing follows that could be one. */
const ANY = '*'

/** Those of apps and extensions, which URL knows nothing of. */
const OTHER_ORIGIN = /^(?!https?:)[a-z][a-z\d+.-]*:\/\/[\w.:[\]-]+$/

/** `--cors A B dist` => `--cors=A --cors=B dist`: the origins that follow belong to it. */
export function spreadOrigins(args: readonly string[]): string[] {
  const spread: string[] = []
  let isOpen = false
  for (const [index, arg] of args.entries()) {
    const isFlag = arg === '--cors'
    const isOwn: boolean = isOpen && isOriginLike(arg)
    if (isOpen && HOST.test(arg) && !existsSync(arg)) throw notAnOrigin(arg)
    if (isFlag && !isOriginLike(args[index + 1])) spread.push(`--cors=${ANY}`)
    else if (isOwn) spread.push(`--cors=${arg}`)
    else if (!isFlag) spread.push(arg)
    isOpen = isFlag || isOwn
  }
  return spread
}

function isOriginLike(arg: string | undefined): boolean {
  return arg === ANY || /^[a-z][a-z\d+.-]*:\/\//i.test(arg ?? '')
}

/**
 * Reads an origin as a browser sends it: `https://app.example`, `capacitor://localhost`.
 *
 * @throws {UsageError} when it is none
 */
export function parseOrigin(text: string): string {
  const url = URL.parse(text)
  const isWeb = url !== null && url.origin !== 'null'
  if (text === ANY || (isWeb ? url.origin === text : OTHER_ORIGIN.test(text))) return text
  throw notAnOrigin(text)
}

/** A host where an origin is expected: `a.example`, `localhost:3000`. */
const HOST = /^(?:localhost|[\w-]+(?:\.[\w-]+)+|[\w.-]+(?=:))(?::\d+)?$/

/** Those of them that are this machine or near it, where nobody has certificates. */
const WITHOUT_TLS = /^(?:localhost|[\d.]+|.*\.(?:localhost|local|test))(?::|$)/

function notAnOrigin(text: string): UsageError {
  const scheme = WITHOUT_TLS.test(text) ? 'http' : 'https'
  const { origin } = URL.parse(HOST.test(text) ? `${scheme}://${text}` : text) ?? { origin: 'null' }
  const example = origin === 'null' ? 'https://app.example' : origin
  return new UsageError(`"${text}" is not an origin: expected one such as --cors ${example}`)
}
