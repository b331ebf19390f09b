import { join } from 'node:path'
import { privateDirectory } from '../build/private-directory.ts'
import { LOG_PREFIX, SAID_PREFIX } from '../build/worker-files.ts'
import { isLoopback, portOf } from '../line/address-options.ts'
import type { Invocation } from '../line/invocation.ts'
import { showOptions } from '../line/show-options.ts'
import { findWhat, renderWhats, splitPort } from '../line/what.ts'
import { urlsOf } from '../serve/addresses.ts'
import { renderHead } from '../serve/banner.ts'
import { listen } from '../serve/listen.ts'
import { accessLog } from '../serve/log.ts'
import { untilStopped } from '../serve/stop.ts'
import { openTerminals, printable, type Terminal } from '../terminal.ts'
import { openFront } from './front.ts'
import { previewSite } from './preview-site.ts'
import { startWorkerd, type Workerd } from './workerd.ts'
import { findWorkerd } from './wrangler.ts'

/** Serves in a local Workers runtime, until a signal comes. */
export async function preview(invocation: Invocation): Promise<number> {
  const { options, runtime, words, defaults } = invocation
  const { names, port: bare } = splitPort(words)
  const whats = (names.length > 0 ? names : defaults).map(findWhat)
  const { host = 'localhost' } = options
  const isOpen = !(await isLoopback(host))
  const { stdout, stderr, flush } = openTerminals(runtime)
  const talk = stdout.isTty ? stdout : stderr

  const workerd = await findWorkerd()
  const adapter = await runtime.adapter()
  const port = portOf(options.port, bare)
  const way = Promise.withResolvers<Workerd['way']>()
  const front = await listen((where) => openFront(way.promise, where), { host, port })
  const directory = privateDirectory()
  const out = join(directory, 'out')
  const site = previewSite(whats, {
    ...options,
    ...adapter,
    show: showOptions(options),
    out,
    isOpen,
  })

  let server: Workerd | undefined
  const ending = new AbortController()
  const close = async (grace?: number) => {
    ending.abort()
    await Promise.all([server?.close(grace), front.close(server ? grace : 0)])
  }
  const stopped = untilStopped({ url: '', close }, talk)
  return Promise.race([stopped.then(() => 0), run()]).finally(flush)

  async function run(): Promise<number> {
    await site.build()
    const onLine = lineTeller(talk, isOpen)
    server = await startWorkerd({ workerd, directory, hasCode: options.allowCode, onLine })
    way.resolve(server.way)
    const urls = urlsOf(front.url, host)
    const head = { runtime: 'workerd', urls, shown: renderWhats(whats), paint: stdout.paint }
    for (const line of stdout.isTty ? renderHead(head) : urls) stdout.write(line)

    const code = await Promise.race([server.ended, site.watch(ending.signal, talk)])
    if (ending.signal.aborted) await stopped
    return code ?? 0
  }
}

/** Tells the answers of the Worker as an access log, and what goes wrong as it is written. */
function lineTeller(talk: Terminal, peers: boolean): (line: string, isError: boolean) => void {
  const log = accessLog(talk, { peers })
  return (line, isError) => {
    if (line.startsWith(LOG_PREFIX)) log(JSON.parse(line.slice(LOG_PREFIX.length)))
    else if (line.startsWith(SAID_PREFIX)) {
      talk.write(printable(JSON.parse(line.slice(SAID_PREFIX.length))))
    } else if (isError) talk.write(line)
  }
}
