import {
  handlings,
  mockings,
  parseCache,
  parseChance,
  parseDelay,
  parseFail,
  parseHost,
  parseHostName,
  parseHtml,
  parseMocks,
  parsePort,
  parseStatus,
  parseStep,
} from './flag-values.ts'
import { parseOrigin } from './origins.ts'

/** What the first word may be; without one it is `serve`. */
export const commands = ['serve', 'explain', 'routes', 'add', 'build', 'preview', 'deploy'] as const
export type Command = (typeof commands)[number]

export interface Flag {
  readonly type: 'string' | 'boolean'
  readonly short?: string
  /** Whether it may be given several times; otherwise the last one counts. */
  readonly multiple?: boolean
  /** What help calls its value. */
  readonly value?: string
  /** The values there are, where they can be counted. */
  readonly values?: readonly string[]
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
    commands: LISTENING,
  },
  host: {
    type: 'string',
    value: 'ADDRESS',
    help: 'address to listen on (localhost)',
    commands: LISTENING,
    beside: 'lan',
    parse: parseHost,
  },
  open: { type: 'boolean', help: 'open it in a browser', commands: LISTENING },
  mocks: {
    type: 'string',
    value: 'never',
    values: mockings,
    help: 'serve users.GET.json as a file, not as a route',
    commands: SHOWING,
    parse: parseMocks,
  },
  html: {
    type: 'string',
    value: 'MODE',
    values: handlings,
    help: `page paths: ${handlings.join(' ')}`,
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
    parse: parseDelay,
  },
  fail: {
    type: 'string',
    value: 'N%',
    help: 'so many of a hundred requests get 503',
    commands: LISTENING,
    beside: 'delay',
    family: 'more',
    parse: parseFail,
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
    help: 'name of the Worker (of the package or folder)',
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
  step: {
    type: 'string',
    value: 'N',
    help: 'its place in a sequence, from 1; the last one repeats',
    commands: ['add'],
    parse: parseStep,
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
  data: {
    type: 'string',
    value: 'BODY',
    help: 'the body of the request, as curl --data has it',
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
    parse: parseHostName,
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
