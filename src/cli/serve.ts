import process from 'node:process'
import { format, inspect } from 'node:util'
import type { Site } from '../core/site.ts'
import { urlsOf } from './addresses.ts'
import { renderFacts, renderHead, renderMistakes } from './banner.ts'
import { type Options, parsePort, showOptions } from './flags.ts'
import type { Invocation } from './invocation.ts'
import { withLimits } from './limits.ts'
import { DEFAULT_PORT, listen, renderBusy } from './listen.ts'
import { accessLog } from './log.ts'
import { untilStopped } from './stop.ts'
import { printable, type Terminal, terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'
import { findWhat, locatorOf, renderWhats, sourceOf, splitPort } from './what.ts'
import { parseYaml } from './yaml.ts'

/** Serves until a signal comes. */
export async function serve({ words, options, defaults, runtime }: Invocation): Promise<number> {
  const { names, port: bare } = splitPort(words)
  const whats = (names.length > 0 ? names : defaults).map(findWhat)
  const port = portOf(options.port, bare)
  const host = hostOf(options)
  const isOpen = !isLoopback(host)
  const stdout = terminal(process.stdout)
  const stderr = terminal(process.stderr)
  const talk = stdout.isTty ? stdout : stderr

  const [{ createApp }, { readSite }, { codings }, adapter] = await Promise.all([
    import('../core/app.ts'),
    import('../core/site.ts'),
    import('../adapters/codings.ts'),
    runtime.adapter(),
  ])
  const { allowHidden: dotfiles, allowLinks: links, mocks, delay, fail, seed } = options
  const { allowCode } = options
  const source = sourceOf(whats, adapter.diskFiles, { dotfiles, links })
  const site = readOnce(async () =>
    withLimits(await readSite(source, { mocks, parseYaml, code: allowCode }), runtime),
  )
  const locate = locatorOf(whats, adapter.diskFiles, { dotfiles, links })
  const app = createApp({
    source,
    site,
    ...showOptions(options),
    code: allowCode ? adapter.diskModules(locate) : undefined,
    onLog: (file, values) => talk.write(renderLogged(file, values)),
    delay,
    fail,
    seed,
    codings,
    hosts: isOpen ? null : options.allowHost,
    cors: options.cors,
    isolated: options.isolate,
    onAnswer: accessLog(talk, { peers: isOpen }),
    onError: (error, { method, url }) => stderr.write(renderError(`${method} ${url}`, error)),
  })
  const server = await listen(adapter.serve, app.fetch, { host, port })
  const close = (graceMs?: number) => {
    app.close()
    return server.close(graceMs)
  }
  const stopped = untilStopped(
    { url: server.url, pending: () => server.pending?.() ?? 0, close },
    talk,
  )

  const urls = urlsOf(server.url, host)
  const title = `${runtime.name} ${runtime.version}`
  const head = { runtime: title, urls, shown: renderWhats(whats), paint: stdout.paint }
  for (const line of stdout.isTty ? renderHead(head) : urls) stdout.write(line)

  const taken = port === undefined ? server.url : null
  tellMore({ names, mocks, isOpen, site, talk, taken }).catch((error) =>
    stderr.write(renderError('looking for routes', error)),
  )
  if (options.open) import('./open.ts').then(({ openBrowser }) => openBrowser(urls[0]!, talk.write))
  await stopped
  return 0
}

interface More {
  names: readonly string[]
  isOpen: boolean
  mocks: Options['mocks']
  site: () => Site | Promise<Site>
  talk: Terminal
  /** The address that was found where nobody asked for a port; `null`: someone did. */
  taken: string | null
}

/** Says what is only known after a while: nobody waits for it. */
async function tellMore({ names, mocks, isOpen, site, talk, taken }: More): Promise<void> {
  const known = await site()
  const { paint } = talk
  const lines = talk.isTty
    ? renderFacts({ site: known, mocks, names, isOpen, paint })
    : renderMistakes(known)
  for (const line of lines) talk.write(line)

  const port = taken === null ? DEFAULT_PORT : Number(new URL(taken).port)
  if (port !== DEFAULT_PORT) {
    const line = `${await renderBusy(DEFAULT_PORT)}; took ${port}`
    talk.write(talk.isTty ? `  ${paint('yellow', line)}` : line)
  }
  if (talk.isTty) talk.write('')
}

/** Reads a value when it is first asked for, and again after it failed. */
function readOnce<T>(read: () => Promise<T>): () => T | Promise<T> {
  let value: T | Promise<T> | undefined
  return () => {
    value ??= read().then(
      (known) => (value = known),
      (error) => {
        value = undefined
        throw error
      },
    )
    return value
  }
}

/** @throws {UsageError} when the port is given twice, or `PORT` is none */
export function portOf(option: number | undefined, bare: number | undefined): number | undefined {
  if (option !== undefined && bare !== undefined) {
    throw new UsageError(`two ports, "${bare}" and "--port ${option}": expected one`)
  }
  const { PORT } = process.env
  return option ?? bare ?? (PORT ? parsePort(PORT, 'PORT') : undefined)
}

/** @throws {UsageError} when it is given twice */
function hostOf({ lan, host }: Options): string {
  if (lan && host !== undefined) {
    throw new UsageError(`"--lan" listens everywhere, "--host ${host}" does not: expected one`)
  }
  return lan ? '::' : (host ?? 'localhost')
}

export function isLoopback(host: string): boolean {
  return /^(?:127\.[\d.]+|::1|\[::1\]|(?:.*\.)?localhost)$/i.test(host)
}

/** `api/x.ANY.ts: what it said` */
function renderLogged(file: string, values: readonly unknown[]): string {
  return `${file}: ${format(...values)}`.split('\n').map(printable).join('\n')
}

function renderError(what: string, error: unknown): string {
  return `${what}: ${inspect(error)}`.split('\n').map(printable).join('\n')
}
