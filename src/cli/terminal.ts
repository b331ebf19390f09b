import process from 'node:process'

/** A stream that a person may be looking at. */
export interface Terminal {
  readonly isTty: boolean
  /** How wide it is; 80 where that is unknown. */
  readonly columns: number
  readonly paint: Paint
  write(line: string): void
  /** Writes a line together with those that follow before anyone could see it. */
  writeSoon(line: string): void
}

/** Milliseconds for which a line may wait for others. */
const FRAME = 16

type Environment = Readonly<Record<string, string | undefined>>

const styles = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const

/** Text in a colour, or as it is where there are none. */
export type Paint = (style: keyof typeof styles, text: string) => string

/** Whether to send colours: `FORCE_COLOR` outweighs `NO_COLOR`, which outweighs the terminal. */
export function hasColor(isTty: boolean, { FORCE_COLOR, NO_COLOR, TERM }: Environment): boolean {
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  return isTty && !NO_COLOR && TERM !== 'dumb'
}

export function paintFor(color: boolean): Paint {
  return (style, text) => (color && text !== '' ? `\x1b[${styles[style]}m${text}\x1b[0m` : text)
}

/** @param stream stdout or stderr of this process */
export function terminal(
  stream: NodeJS.WriteStream,
  environment: Environment = process.env,
): Terminal {
  const isTty = stream.isTTY === true
  // Whoever read the log has gone (`webstand | head -1`): the server goes on.
  stream.on('error', () => {})
  let waiting = ''
  let isHeard = false
  function flush() {
    if (waiting !== '') stream.write(waiting)
    waiting = ''
  }
  function write(line: string) {
    flush()
    stream.write(`${line}\n`)
  }
  function writeSoon(line: string) {
    if (!isHeard) process.once('exit', flush)
    isHeard = true
    if (waiting === '') setTimeout(flush, FRAME)
    waiting += `${line}\n`
  }
  return {
    isTty,
    get columns() {
      return stream.columns || 80
    },
    paint: paintFor(hasColor(isTty, environment)),
    write,
    writeSoon,
  }
}

/** Characters that act on a terminal or reorder what is read: controls, bidi marks, line breaks. */
const ACTIVE = /[\p{C}\p{Zl}\p{Zp}]/gu

/** Spells out every character that would act on a terminal: `a<ESC>b` => `a\x1bb`. */
export function printable(text: string): string {
  return text.replace(ACTIVE, (character) => {
    const code = character.codePointAt(0)!
    return code <= 0xff ? `\\x${hex(code, 2)}` : `\\u{${hex(code, 4)}}`
  })
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0')
}

/** Takes the middle out of a text that is too wide: both of its ends say what it is. */
export function shorten(text: string, width: number): string {
  if (text.length <= width) return text
  const end = Math.floor((width - 1) / 2)
  return `${text.slice(0, width - 1 - end)}…${text.slice(text.length - end)}`
}
