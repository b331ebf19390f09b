import process from 'node:process'
import { inspect } from 'node:util'
import { printable } from './terminal.ts'

/** An absolute path with several parts, of any system, and what the last of them is called. */
const PATH = /(?:\bfile:\/\/)?(?:\/|\b[A-Za-z]:[\\/]|\\\\)(?:[^\s'"():/\\]+[\\/])+([^\s'"():/\\]+)/g

/**
 * Says in one row what went wrong, without the paths of this machine: a log is pasted into places
 * where everybody reads it. The whole of it is there with `DEBUG=webstand`.
 */
export function renderError(
  what: string,
  error: unknown,
  { DEBUG = '' }: Readonly<Record<string, string | undefined>> = process.env,
): string {
  if (DEBUG.split(/[ ,]/).includes('webstand')) {
    return `${what}: ${inspect(error)}`.split('\n').map(printable).join('\n')
  }
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const row = printable(said.replace(/\s+/g, ' ').replace(PATH, '…/$1'))
  return `${printable(what)}: ${row}${renderPlace(error)} (DEBUG=webstand says more)`
}

/** Where it was thrown: ` at echo.ANY.ts:3:9`. */
function renderPlace(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const place = /^ *at .*?([^\s/\\()]+:\d+:\d+)\)?$/m.exec(stack)?.[1]
  return place === undefined ? '' : ` at ${printable(place)}`
}
