import { readFileSync, type Stats, statSync } from 'node:fs'

/** Milliseconds in which a file may change without another date: clocks of file systems tick. */
const TICK = 20

/** Bytes of a young file that are compared, at most. */
const MAX_COMPARED = 1_048_576

/** How a path looked at one moment: what is read after it is at least as new. */
export class Seen {
  readonly #path: string
  readonly #print: string
  /** The content of a file that was so young that its date says little. */
  #content: string | null = null
  /** Whether it was a folder so young that its date says little. */
  #isYoungFolder = false

  constructor(path: string) {
    this.#path = path
    const stats = statsOf(path)
    this.#print = printOf(stats)
    if (stats === null || Date.now() - stats.mtimeMs > TICK) return
    if (stats.isDirectory()) this.#isYoungFolder = true
    else if (stats.size <= MAX_COMPARED) this.#content = contentOf(path)
  }

  get exists(): boolean {
    return this.#print !== ''
  }

  get isDirectory(): boolean {
    return this.#print.startsWith('d')
  }

  /** Whether the path looks otherwise now; a folder that was young may have changed. */
  hasChanged(): boolean {
    const stats = statsOf(this.#path)
    if (this.#isYoungFolder || printOf(stats) !== this.#print) return true
    if (this.#content === null) return false
    if (contentOf(this.#path) !== this.#content) return true
    // From now on its date tells of every change.
    if (stats !== null && Date.now() - stats.mtimeMs > TICK) this.#content = null
    return false
  }
}

function printOf(stats: Stats | null): string {
  if (stats === null) return ''
  const kind = stats.isDirectory() ? 'd' : 'f'
  return `${kind} ${stats.ino} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}`
}

/** `null`: it cannot be seen. */
function statsOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null
  } catch {
    return null // not permitted, or a name that no disk has
  }
}

/** `null`: it cannot be read. */
function contentOf(path: string): string | null {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return null // it has gone
  }
}
