import { version } from '../version.ts'
import { type Command, flagTable } from './flags.ts'

type Row = readonly [left: string, right: string]
type Shown = (typeof flagTable)[number]

/** How each command is called, and what for. */
const usage: Record<Command, Row> = {
  serve: ['webstand [WHAT…] [PORT] [-- COMMAND…]', 'serve this folder, or others, or files'],
  explain: ['webstand explain [METHOD] PATH [WHAT…]', 'say what answers a request, and why'],
  routes: ['webstand routes [WHAT…]', 'print the mock routes, and mistakes'],
  add: ['webstand add [METHOD] PATH [FOLDER]', 'write a route: users/[id].GET.json'],
  build: ['webstand build [WHAT…]', 'write a Worker for Cloudflare'],
  preview: ['webstand preview [WHAT…] [PORT]', 'serve it in a local Workers runtime'],
  deploy: ['webstand deploy [WHAT…]', 'put it on Cloudflare Workers'],
}

/** What a command writes, where an example says more than its flags. */
const examples: Partial<Record<Command, Row[]>> = {
  add: [
    ["webstand add '/users/:id'", 'users/[id].GET.json'],
    ['webstand add POST /login', 'login.POST.json'],
    ['webstand add POST /login --status 503 --chance 20%', 'login(20%).POST.503.json'],
    ['webstand add /job --step 1 --status 202', 'job(1).GET.202.json'],
    ['webstand add /job --step 2', 'job(2).GET.json'],
    ["webstand add '/search?q=owls'", 'search(q=owls).GET.json'],
    ["webstand add PUT '/files/*path'", 'files/[...path].PUT.json'],
  ],
}

/** Renders the help of a command, or of all of them: at most 24 rows of 80 columns. */
export function renderHelp(command: Command | null): string {
  return command === null ? renderOverview() : renderCommand(command)
}

function renderOverview(): string {
  const calls: Row[] = [
    usage.serve,
    usage.explain,
    usage.routes,
    usage.add,
    ['webstand build|preview|deploy [WHAT…]', 'for Cloudflare Workers'],
  ]
  return `webstand ${version}: shows a folder: its files, its listings and its mock API

${renderRows(calls)}

Of several the first that has a path answers. COMMAND finds it at $WEBSTAND_URL.

${renderFlags('serve', renderMore('serve'))}
`
}

/** The flags that another command's help explains. */
function renderMore(command: Command): string {
  const names = flagTable.filter(([, { family }]) => family === 'more').map(([name]) => `--${name}`)
  return `\n\nMore, explained by webstand ${command} --help:\n  ${names.join(', ')}`
}

function renderCommand(command: Command): string {
  const [call, meaning] = usage[command]
  const rows = examples[command]
  const shown = rows === undefined ? '' : `\n\nThe file is the route; edit it:\n${renderRows(rows)}`
  return `${call}\n  ${meaning}\n\n${renderFlags(command)}${shown}\n`
}

/** @param more what is said of the flags that are not explained; where it is absent, all are */
function renderFlags(command: Command, more?: string): string {
  const all = flagTable.filter(([, { commands }]) => commands?.includes(command))
  const own = all.filter(([, { beside }]) => !all.some(([name]) => name === beside))
  const plain = own
    .filter(([, { family }]) => family === undefined || (family === 'more' && more === undefined))
    .map((flag) => renderFlag(flag, all))
  const allowing = own
    .filter(([, { family }]) => family === 'allow')
    .map((flag) => renderFlag(flag, all))
  const general: Row = ['-h, --help', 'print this text; -v, --version: the version']
  const family = allowing.length === 0 ? '' : `\n\nOff unless asked for:\n${renderRows(allowing)}`
  return renderRows([...plain, general]) + (more ?? '') + family
}

function renderFlag([name, { short, help, ...flag }]: Shown, all: readonly Shown[]): Row {
  const first = `${short === undefined ? '    ' : `-${short}, `}${renderName(name, flag)}`
  const others = all.filter(([, { beside }]) => beside === name)
  return [[first, ...others.map(([other, its]) => renderName(other, its))].join(', '), help]
}

function renderName(name: string, { value }: { readonly value?: string }): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`
}

/** Two columns, the second one beginning where the widest of the first ends. */
function renderRows(rows: Row[]): string {
  const width = Math.max(22, ...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd()).join('\n')
}
