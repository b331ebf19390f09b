import type { Server } from '../../adapters/server.ts'
import type { Site } from '../../core/site.ts'
import { hostOf, isLoopback, portOf } from '../line/address-options.ts'
import type { Options } from '../line/flags.ts'
import type { Invocation } from '../line/invocation.ts'
import { findWhat, renderWhats, splitPort } from '../line/what.ts'
import { liveApp } from '../live/live-app.ts'
import { renderError } from '../render-error.ts'
import { openTerminals, type Terminal } from '../terminal.ts'
import { urlsOf } from './addresses.ts'
import { renderFacts, renderHead, renderMistakes } from './banner.ts'
import { DEFAULT_PORT, listen, renderBusy } from './listen.ts'
import { untilStopped } from './stop.ts'

/** Milliseconds that whoever waits for the address has to ask before all routes are looked for. */
const HEAD_START = 50

/** Serves until a signal comes. */
export async function serve({ words, options, defaults, runtime }: Invocation): Promise<number> {
  const { names, port: bare } = splitPort(words)
  const whats = (names.length > 0 ? names : defaults).map(findWhat)
  const port = portOf(options.port, bare)
  const host = hostOf(options)
  const isOpen = !(await isLoopback(host))
  const { stdout, stderr, flush } = openTerminals(runtime)
  const talk = stdout.isTty ? stdout : stderr

  const [{ fetch, close, site }, adapter] = await Promise.all([
    liveApp(whats, { options, runtime, isOpen, talk, stderr }),
    runtime.adapter(),
  ])
  const server = await listen((where) => adapter.serve(fetch, where), { host, port })
  const stopped = untilStopped(closing(server, close), talk)

  const urls = urlsOf(server.url, host)
  const title = `${runtime.name} ${runtime.version}`
  const head = { runtime: title, urls, shown: renderWhats(whats), paint: stdout.paint }
  for (const line of stdout.isTty ? renderHead(head) : urls) stdout.write(line)

  const taken = port === undefined ? server.url : null
  const more = { names, mocks: options.mocks, isOpen, site, talk, taken }
  setTimeout(() => {
    tellMore(more).catch((error) => stderr.write(renderError('looking for routes', error)))
  }, HEAD_START)
  if (options.open) import('./open.ts').then(({ openBrowser }) => openBrowser(urls[0]!, talk.write))
  await stopped
  await flush()
  return 0
}

/** A server whose endless streams end when it is to close. */
function closing(server: Server, endStreams: () => void): Server {
  return {
    url: server.url,
    pending: () => server.pending?.() ?? 0,
    close: (graceMs) => {
      endStreams()
      return server.close(graceMs)
    },
  }
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
