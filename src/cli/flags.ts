import { parseArgs } from 'node:util'
import type { CachePolicyOptions } from '../core/files/cache-policy.ts'
import type { HtmlHandling } from '../core/files/html.ts'
import { parseDelay } from '../core/mocks/fault-grammar.ts'
import type { Delay } from '../core/mocks/route.ts'
import type { FolderOptions } from '../core/options.ts'
import { nearest } from './nearest.ts'
import { parseOrigin, spreadOrigins } from './origins.ts'
import { UsageError } from './usage-error.ts'

/** What the first word may be; without one it is `serve`. */
export const commands = ['serve', 'explain', 'routes', 'add', 'build', 'preview', 'deploy'] as const
export type Command = (typeof commands)[number]

interface Flag {
  readonly type: 'string' | 'boolean'
  readonly short?: string
  /** Whether it may be given several times; otherwise the last one counts. */
  readonly multiple?: boolean
  /** What help calls its value. */
  readonly value?: string
  readonly help: string
  /** The commands that it means something to; all of them when absent. */
  readonly commands?: readonly Command[]
  /** The flag in whose row help shows it. */
  readonly beside?: string
  /** Flags that allow what is off by default, and those that a command's own help explains. */
  readonly family?: 'allow' | 'more'
  /** Reads the value, or throws a `UsageError`. */
  readonly parse?: (text: string) => unknown
}

const LISTENING = ['serve', 'preview'] as const
const SHOWING = ['serve', 'explain', 'build', 'preview', 'deploy'] as const
const READING = ['serve', 'explain', 'routes', 'build', 'preview', 'deploy'] as const

/** Every flag, in the order in which help shows them. */
export const flags = {
  port: {
    type: 'string',
    short: 'p',
    value: 'N',
    help: 'port to listen on (PORT, or 8000); 0 picks one',
    commands: LISTENING,
    parse: parsePort,
  },
  lan: {
    type: 'boolean',
    help: 'let the network in, or listen on one address',
    commands: ['serve'],
  },
  host: {
    type: 'string',
    value: 'ADDRESS',
    help: 'address to listen on (localhost)',
    commands: LISTENING,
    beside: 'lan',
  },
  open: { type: 'boolean', help: 'open it in a browser', commands: ['serve'] },
  mocks: {
    type: 'string',
    value: 'never',
    help: 'serve users.GET.json as a file, not as a route',
    commands: SHOWING,
    parse: parseMocks,
  },
  html: {
    type: 'string',
    value: 'MODE',
    help: 'page paths: any auto force-slash drop-slash exact',
    commands: SHOWING,
    family: 'more',
    parse: parseHtml,
  },
  spa: {
    type: 'boolean',
    help: 'index.html for pages that are not there',
    commands: SHOWING,
    family: 'more',
  },
  'list-routes': {
    type: 'boolean',
    help: 'listings show routes to everybody',
    commands: SHOWING,
    family: 'more',
  },
  cache: {
    type: 'string',
    value: 'SECONDS',
    help: 'seconds a file holds; immutable: hashed names do',
    commands: SHOWING,
    family: 'more',
    parse: parseCache,
  },
  delay: {
    type: 'string',
    value: 'MS',
    help: 'answer late (200, 100-500), or fail now and then',
    commands: LISTENING,
    family: 'more',
    parse: parseDelayText,
  },
  fail: {
    type: 'string',
    value: 'N%',
    help: 'so many of a hundred requests get 503',
    commands: LISTENING,
    beside: 'delay',
    family: 'more',
    parse: parsePercent,
  },
  seed: {
    type: 'string',
    value: 'TEXT',
    help: 'what mock routes make up is the same each time',
    commands: ['serve', 'explain', 'preview'],
    family: 'more',
  },
  out: {
    type: 'string',
    value: 'DIR',
    help: 'folder to write (.webstand/out)',
    commands: ['build', 'deploy'],
  },
  name: {
    type: 'string',
    value: 'NAME',
    help: 'name of the Worker (that of the folder)',
    commands: ['build', 'deploy'],
  },
  status: {
    type: 'string',
    value: 'N',
    help: 'answer with this status (200)',
    commands: ['add'],
    parse: parseStatus,
  },
  chance: {
    type: 'string',
    value: 'N%',
    help: 'of a hundred requests, how many get it (all)',
    commands: ['add'],
    parse: parseChance,
  },
  'dry-run': { type: 'boolean', help: 'check all and upload nothing', commands: ['deploy'] },
  header: {
    type: 'string',
    short: 'H',
    multiple: true,
    value: "'NAME: VALUE'",
    help: 'a field of the request (repeatable)',
    commands: ['explain'],
  },
  json: { type: 'boolean', help: 'print JSON', commands: ['explain', 'routes'] },
  'allow-hidden': {
    type: 'boolean',
    help: 'show dotfiles; follow links that leave here',
    commands: READING,
    family: 'allow',
  },
  'allow-links': {
    type: 'boolean',
    help: 'follow links that leave the folder',
    beside: 'allow-hidden',
    commands: READING,
    family: 'allow',
  },
  'allow-code': {
    type: 'boolean',
    help: 'run the routes that are code: x.ANY.ts',
    commands: READING,
    family: 'allow',
  },
  'allow-host': {
    type: 'string',
    multiple: true,
    value: 'NAME',
    help: 'answer to this name too (repeatable)',
    commands: ['serve', 'explain', 'preview'],
    family: 'allow',
  },
  cors: {
    type: 'string',
    multiple: true,
    value: '[ORIGIN…]',
    help: 'let scripts of other origins read files too',
    commands: SHOWING,
    family: 'allow',
    parse: parseOrigin,
  },
  isolate: {
    type: 'boolean',
    help: 'cut pages off from other origins (COOP, COEP)',
    commands: SHOWING,
    family: 'more',
  },
  help: { type: 'boolean', short: 'h', help: 'print this text' },
  version: { type: 'boolean', short: 'v', help: 'print the version' },
} as const satisfies Record<string, Flag>

/** The same table, for code that walks it. */
export const flagTable: [name: string, flag: Flag][] = Object.entries(flags)

type Value<F> = F extends { type: 'boolean' }
  ? boolean
  : F extends { multiple: true }
    ? string[]
    : F extends { parse: (text: string) => infer Parsed }
      ? Parsed | undefined
      : string | undefined

type CamelCase<Name> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name

/** The value of each flag: `false`, `[]` or `undefined` where it was not given. */
export type Options = {
  [Name in keyof typeof flags as CamelCase<Name>]: Value<(typeof flags)[Name]>
}

/** A command line, read: `words` is what is left of it beside the command and its flags. */
export interface CommandLine {
  command: Command
  words: string[]
  /** What stands behind `--`: a command to run. `null`: nothing does. */
  program: string[] | null
  options: Options
}

/** @throws {UsageError} for an unknown flag, or a value that a flag does not take */
export function parseFlags(line: string[]): CommandLine {
  const end = line.indexOf('--')
  const args = end === -1 ? line : line.slice(0, end)
  const { tokens } = parseArgs({
    args: spreadOrigins(args),
    options: flags,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? token.value : []))
  const command = commands.find((name) => name === words[0]) ?? 'serve'
  if (command === words[0]) words.shift()
  if (end !== -1 && command !== 'serve') {
    throw new UsageError(`nothing may follow "--" of webstand ${command}`)
  }

  const options: Record<string, unknown> = Object.fromEntries(
    flagTable.map(([name, { type, multiple }]) => [
      camelCase(name),
      type === 'boolean' ? false : multiple ? [] : undefined,
    ]),
  )
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const flag = findFlag(token.name, token.rawName, command)
    const key = camelCase(token.name)
    const value = readValue(flag, token.rawName, token)
    options[key] = flag.multiple ? [...(options[key] as unknown[]), value] : value
  }
  const program = end === -1 ? null : line.slice(end + 1)
  return { command, words, program, options: options as Options }
}

function findFlag(name: string, rawName: string, command: Command): Flag {
  const flag = flagTable.find(([known]) => known === name)?.[1]
  if (flag === undefined) {
    const names = flagTable.filter(([, { commands }]) => commands?.includes(command) ?? true)
    const near = nearest(
      rawName,
      names.map(([known]) => `--${known}`),
    )
    const hint = near === null ? 'see webstand --help' : `did you mean "${near}"?`
    throw new UsageError(`unknown option "${rawName}"; ${hint}`)
  }
  if (flag.commands !== undefined && !flag.commands.includes(command)) {
    const others = flag.commands.map((other) => `webstand ${other}`).join(', ')
    throw new UsageError(`"${rawName}" means nothing to webstand ${command}; it is for ${others}`)
  }
  return flag
}

function readValue(
  { type, value: kind, parse = (text) => text }: Flag,
  rawName: string,
  { value, inlineValue }: { value?: string | undefined; inlineValue?: boolean | undefined },
): unknown {
  if (type === 'boolean') {
    if (value === undefined) return true
    throw new UsageError(`"${rawName}" takes no value: "${value}"`)
  }
  // `--host --lan` forgot an address.
  if (!value || (!inlineValue && value.startsWith('-'))) {
    throw new UsageError(`"${rawName}" needs a value: ${rawName} ${kind}`)
  }
  return parse(value)
}

/** @throws {UsageError} when it is none; `origin` says where it stands */
export function parsePort(text: string, origin = 'port'): number {
  const port = /^\d+$/.test(text) ? Number(text) : NaN
  if (port <= 65535) return port
  throw new UsageError(`cannot listen on ${origin} "${text}": expected 0 to 65535`)
}

function parseStatus(text: string): number {
  const status = /^\d{3}$/.test(text) ? Number(text) : NaN
  if (status >= 200 && status <= 599) return status
  throw new UsageError(`"--status" takes 200 to 599, not "${text}"`)
}

function parseChance(text: string): number {
  const percent = /^\d{1,3}(?:\.\d{1,6})?%?$/.test(text) ? Number.parseFloat(text) : NaN
  if (percent <= 100) return percent
  throw new UsageError(`"--chance" takes 0% to 100%, not "${text}"`)
}

function parseMocks(text: string): 'auto' | 'never' {
  if (text === 'auto' || text === 'never') return text
  throw new UsageError(`"--mocks" takes "auto" or "never", not "${text}"`)
}

/** `200` or `100-500`, in milliseconds. */
function parseDelayText(text: string): Delay {
  const [, from, to = from] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text) ?? []
  const delay = parseDelay([Number(from), Number(to)])
  if (delay !== null) return delay
  throw new UsageError(`"--delay" takes milliseconds such as 200 or 100-500, not "${text}"`)
}

/** `5%` or `5` => 5 */
function parsePercent(text: string): number {
  const percent = /^\d{1,3}(?:\.\d{1,6})?%?$/.test(text) ? Number.parseFloat(text) : NaN
  if (percent <= 100) return percent
  throw new UsageError(`"--fail" takes a percentage such as 5%, not "${text}"`)
}

/** The values of `--html`. */
const handlings = ['any', 'auto', 'force-slash', 'drop-slash', 'exact'] as const

function parseHtml(text: string): HtmlHandling {
  const handling = handlings.find((name) => name === text)
  if (handling !== undefined) return handling
  throw new UsageError(`"--html" takes ${handlings.join(', ')}, not "${text}"`)
}

/** `60`, `immutable` or `60,immutable`. */
function parseCache(text: string): CachePolicyOptions {
  const [, seconds, first, also] = /^(?:(\d{1,9})(,immutable)?|(immutable))$/.exec(text) ?? []
  if (seconds !== undefined) return { cache: Number(seconds), immutable: first !== undefined }
  if (also !== undefined) return { immutable: true }
  throw new UsageError(
    `"--cache" takes seconds, "immutable" or both, as in 60,immutable; not "${text}"`,
  )
}

/** What the flags say of how a folder is shown. */
export function showOptions({
  mocks,
  html,
  spa,
  listRoutes,
  cache,
  cors,
  isolate: isolated,
}: Options): FolderOptions {
  return { mocks, html, spa, routes: listRoutes ? 'listed' : 'local', cors, isolated, ...cache }
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
