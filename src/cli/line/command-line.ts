import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Command, commands, type Flag, flags, flagTable, type Options } from './flags.ts'
import { nearest } from './nearest.ts'
import { spreadOrigins } from './origins.ts'
import { hintForOther } from './other-names.ts'
import { UsageError } from './usage-error.ts'

/** A command line, read: `words` is what is left of it beside the command and its flags. */
export interface CommandLine {
  command: Command
  /** Whether the command was named, and is not what happens without one. */
  isNamed: boolean
  words: string[]
  /** What stands behind `--`: a command to run. `null`: nothing does. */
  program: string[] | null
  options: Options
}

/** @throws {UsageError} for an unknown flag, or a value that a flag does not take */
export function parseCommandLine(line: string[]): CommandLine {
  const end = line.indexOf('--')
  const args = end === -1 ? line : line.slice(0, end)
  const spread = spreadOrigins(args)
  const { tokens } = parseArgs({
    args: spread,
    options: flags,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? token.value : []))
  const command = commands.find((name) => name === words[0]) ?? 'serve'
  const isNamed = command === words[0]
  if (isNamed) words.shift()
  if (end !== -1 && command !== 'serve') {
    throw new UsageError(`nothing may follow "--" of webstand ${command}`)
  }

  const options = noOptions()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const flag = findFlag(token, spread[token.index]!, command)
    const key = camelCase(token.name)
    const value = readValue(flag, token.rawName, token)
    options[key] = flag.multiple ? [...(options[key] as unknown[]), value] : value
  }
  const program = end === -1 ? null : line.slice(end + 1)
  return { command, isNamed, words, program, options: options as Options }
}

/** Every flag, as it is where it was not given. */
function noOptions(): Record<string, unknown> {
  return Object.fromEntries(
    flagTable.map(([name, { type, multiple }]) => [
      camelCase(name),
      type === 'boolean' ? false : multiple ? [] : undefined,
    ]),
  )
}

function findFlag(
  { name, rawName }: { name: string; rawName: string },
  arg: string,
  command: Command,
): Flag {
  const flag = flagTable.find(([known]) => known === name)?.[1]
  if (flag === undefined || isLong(arg)) throw new UsageError(unknown(rawName, arg, command))
  if (flag.commands !== undefined && !flag.commands.includes(command)) {
    const others = flag.commands.map((other) => `webstand ${other}`).join(', ')
    throw new UsageError(`"${rawName}" means nothing to webstand ${command}; it is for ${others}`)
  }
  return flag
}

/** Whether it is a flag that lacks a dash: `-port` is no `-p ort`. */
function isLong(arg: string): boolean {
  return /^-[^-]/.test(arg) && flagTable.some(([name]) => arg === `-${name}`)
}

function unknown(rawName: string, arg: string, command: Command): string {
  // One dash and several letters: `-help` is a slip, and no list of letters.
  const word = rawName.startsWith('--') ? rawName : arg
  return `unknown option "${word}"; ${hintFor(word, arg, command)}`
}

function hintFor(word: string, arg: string, command: Command): string {
  if (existsSync(arg)) return `did you mean "./${arg}"?`
  const own = flagTable.filter(([, { commands }]) => commands?.includes(command) ?? true)
  const off = own.find(([name, { type }]) => type === 'boolean' && word === `--no-${name}`)
  if (off !== undefined) return `"--${off[0]}" is off unless it is asked for`
  const other = hintForOther(word)
  if (other !== null) return other
  const short = own.find(([, { short }]) => word.toLowerCase() === `-${short}`)?.[1].short
  const names = own.map(([known]) => `--${known}`)
  const near = short ? `-${short}` : nearest(word.replace(/^-(?=[^-].)/, '--'), names)
  return near === null ? 'see webstand --help' : `did you mean "${near}"?`
}

function readValue(
  { type, value: kind, values, parse }: Flag,
  rawName: string,
  { value, inlineValue }: { value?: string | undefined; inlineValue?: boolean | undefined },
): unknown {
  if (type === 'boolean') {
    if (value === undefined) return true
    throw new UsageError(`"${rawName}" takes no value: "${value}"`)
  }
  // `--host --lan` forgot an address; of `--port -1`, its reader says what is wrong.
  const isFlag = !inlineValue && value?.startsWith('-') && !(parse && /^-\d/.test(value))
  if (!value || isFlag) {
    throw new UsageError(`"${rawName}" needs a value: ${rawName} ${values?.join('|') ?? kind}`)
  }
  return parse === undefined ? value : parse(value)
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
