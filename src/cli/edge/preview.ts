import { join } from 'node:path'
import { privateDirectory } from '../build/private-directory.ts'
import { hostOf, isLoopback, portOf } from '../line/address-options.ts'
import type { Invocation } from '../line/invocation.ts'
import { showOptions } from '../line/show-options.ts'
import { findWhat, renderWhats, splitPort } from '../line/what.ts'
import { urlsOf } from '../serve/addresses.ts'
import { listen } from '../serve/listen.ts'
import { untilStopped } from '../serve/stop.ts'
import { tellFacts, tellHead } from '../serve/tell.ts'
import { openTerminals } from '../terminal.ts'
import { openFront } from './front.ts'
import { lineTeller } from './line-teller.ts'
import { previewSite } from './preview-site.ts'
import { startWorkerd, type Workerd } from './workerd.ts'
import { findWorkerd } from './wrangler.ts'

/** Serves in a local Workers runtime, until a signal comes. */
export async function preview(invocation: Invocation): Promise<number> {
  const { options, runtime, words, defaults } = invocation
  const { names, port: bare } = splitPort(words)
  const whats = (names.length > 0 ? names : defaults).map(findWhat)
  const host = hostOf(options)
  const isOpen = !(await isLoopback(host))
  const { stdout, stderr, flush } = openTerminals(runtime)
  const talk = stdout.isTty ? stdout : stderr

  const workerd = await findWorkerd()
  const adapter = await runtime.adapter()
  const way = Promise.withResolvers<Workerd['way']>()
  const port = portOf(options.port, bare)
  const front = await listen((where) => openFront(way.promise, where), { host, port })
  const directory = privateDirectory()
  const place = { out: join(directory, 'out'), show: showOptions(options), isOpen }
  const site = previewSite(whats, { ...options, ...adapter, ...place })

  let server: Workerd | undefined
  const ending = new AbortController()
  const close = async (grace?: number) => {
    ending.abort()
    await Promise.all([server?.close(grace), front.close(server ? grace : 0)])
  }
  const stopped = untilStopped({ url: '', close }, talk)
  return Promise.race([stopped.then(() => 0), run()]).finally(flush)

  async function run(): Promise<number> {
    const built = await site.build()
    const onLine = lineTeller(talk, isOpen)
    server = await startWorkerd({ workerd, directory, hasCode: options.allowCode, onLine })
    way.resolve(server.way)
    const urls = urlsOf(front.url, host)
    tellHead(stdout, { runtime: 'workerd', urls, shown: renderWhats(whats) })

    const taken = port === undefined ? front.url : null
    await tellFacts({ names, mocks: options.mocks, isOpen, site: built.site, talk, taken })
    if (options.open) {
      import('../serve/open.ts').then(({ openBrowser }) => openBrowser(urls[0]!, talk.write))
    }
    const code = await Promise.race([server.ended, site.watch(ending.signal, talk)])
    if (ending.signal.aborted) await stopped
    return code ?? 0
  }
}
