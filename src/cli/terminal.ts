import process from 'node:process'
import type { WriteSome } from '../adapters/output.ts'
import { Output } from './output.ts'
import { writeAll } from './write-all.ts'

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

/** stdout or stderr of this process. */
type Standard = NodeJS.WriteStream & { readonly fd: 1 | 2 }

/**
 * @param output where lines go; unless it is given, a line is written when the call returns, so
 * that the process may end after it
 */
export function terminal(
  stream: Standard,
  output: Pick<Terminal, 'write' | 'writeSoon'> = atOnce(stream.fd),
  environment: Environment = process.env,
): Terminal {
  const isTty = stream.isTTY === true
  // Whoever read it has gone, and a route that is code says something.
  stream.on('error', () => {})
  return {
    isTty,
    get columns() {
      return (isTty && stream.columns) || 80 // Deno asks the system each time
    },
    paint: paintFor(hasColor(isTty, environment)),
    write: (line) => output.write(line),
    writeSoon: (line) => output.writeSoon(line),
  }
}

function atOnce(descriptor: number): Pick<Terminal, 'write' | 'writeSoon'> {
  const write = (line: string) => writeAll(descriptor, `${line}\n`)
  return { write, writeSoon: write }
}

/** The streams of a command that goes on, whether they are read or not. */
export interface Terminals {
  readonly stdout: Terminal
  readonly stderr: Terminal
  /** Resolves when all is written that somebody reads. */
  flush(): Promise<void>
}

/** Milliseconds that the last lines have to be read. */
const LAST = 500

export function openTerminals({
  adapter,
}: {
  adapter(): Promise<{ readonly writeSome: WriteSome }>
}): Terminals {
  const outputs: Output[] = []
  function open(stream: Standard): Terminal {
    if (stream.isTTY) return terminal(stream)
    const output = new Output(stream.fd, async () => (await adapter()).writeSome)
    outputs.push(output)
    return terminal(stream, output)
  }
  return {
    stdout: open(process.stdout),
    stderr: open(process.stderr),
    flush: async () => void (await Promise.all(outputs.map((output) => output.flush(LAST)))),
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
