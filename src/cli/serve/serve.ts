import type { Server } from '../../adapters/server.ts'
import { hostOf, isLoopback, portOf } from '../line/address-options.ts'
import type { Invocation } from '../line/invocation.ts'
import { findWhat, renderWhats, splitPort } from '../line/what.ts'
import { liveApp } from '../live/live-app.ts'
import { renderError } from '../render-error.ts'
import { openTerminals } from '../terminal.ts'
import { urlsOf } from './addresses.ts'
import { listen } from './listen.ts'
import { untilStopped } from './stop.ts'
import { tellFacts, tellHead } from './tell.ts'

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
  tellHead(stdout, {
    runtime: `${runtime.name} ${runtime.version}`,
    urls,
    shown: renderWhats(whats),
  })

  const taken = port === undefined ? server.url : null
  const tell = async () =>
    tellFacts({ names, mocks: options.mocks, isOpen, site: await site(), talk, taken })
  setTimeout(() => {
    tell().catch((error) => stderr.write(renderError('looking for routes', error)))
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
