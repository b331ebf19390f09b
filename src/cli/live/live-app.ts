import { format } from 'node:util'
import { crc32 } from 'node:zlib'
import { codings } from '../../adapters/codings.ts'
import type { Fetch } from '../../adapters/server.ts'
import { openRoad } from '../../core/app.ts'
import { Exchange } from '../../core/exchange.ts'
import { markRepeating } from '../../core/repeat.ts'
import { readSite, type Site } from '../../core/site.ts'
import { allParts } from '../../core/steps/parts.ts'
import { hostsOf } from '../line/address-options.ts'
import type { Options } from '../line/flags.ts'
import type { Runtime } from '../line/invocation.ts'
import { showOptions } from '../line/show-options.ts'
import { placeOf, sourceOf, type What } from '../line/what.ts'
import { renderMarkdown } from '../markdown.ts'
import { renderError } from '../render-error.ts'
import { withLimits } from '../serve/limits.ts'
import { accessLog, renderTime } from '../serve/log.ts'
import { printable, type Terminal } from '../terminal.ts'
import { parseYaml } from '../yaml.ts'
import { LiveSite } from './live-site.ts'
import { renderSiteChange } from './site-change.ts'

export interface LiveAppOptions {
  options: Options
  runtime: Runtime
  /** Whether others than this machine reach it. */
  isOpen: boolean
  /** Where the access log goes. */
  talk: Terminal
  /** Where errors go. */
  stderr: Terminal
}

/** What answers, and what is shown means: read when it is first asked for. */
export interface LiveApp {
  readonly fetch: Fetch
  /** Ends the answers that stay open until then. */
  close(): void
  site(): Site | Promise<Site>
}

/** Makes what `webstand` serves. It needs no more of the core than a Worker does: Hono routes nothing here. */
export async function liveApp(
  whats: readonly What[],
  { options, runtime, isOpen, talk, stderr }: LiveAppOptions,
): Promise<LiveApp> {
  const { diskFiles, diskModules, watchFolders } = await runtime.adapter()
  const { allowHidden: dotfiles, allowLinks: links, allowCode, mocks, delay, fail, seed } = options
  const source = sourceOf(whats, diskFiles, { dotfiles, links })
  const place = placeOf(whats, diskFiles, { dotfiles, links })
  const site = new LiveSite({
    source,
    roots: place.roots,
    watch: watchFolders,
    read: async (from, path) =>
      withLimits(await readSite(from, { mocks, parseYaml, code: allowCode, path }), runtime),
    onChange(before, after) {
      const time = talk.paint('dim', renderTime(new Date()))
      for (const line of renderSiteChange(before, after)) talk.write(`${time}  ${line}`)
    },
  })
  const keptVersion = (file: string, error: unknown) =>
    stderr.write(renderError(`${file}: its last good version answers`, error))
  const { walk, close } = openRoad(
    {
      source,
      site: (path) => site.now(path),
      refresh: (path) => site.refresh(path),
      changes: site.changes,
      ...showOptions(options),
      markdown: renderMarkdown,
      checksum: crc32,
      code: allowCode ? diskModules(place, { onError: keptVersion }) : undefined,
      delay,
      fail,
      seed,
      hosts: isOpen ? null : hostsOf(options),
      onAnswer: accessLog(talk, { peers: isOpen }),
      onLog: (file, values) => talk.write(printableLines(`${file}: ${format(...values)}`)),
      onError: (error, { method, url }) => stderr.write(renderError(`${method} ${url}`, error)),
    },
    allParts,
  )
  const fetch: Fetch = (request, platform) => walk(new Exchange(request, platform, codings))
  return { fetch: markRepeating(fetch), close, site: () => site.now() }
}

function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n')
}
