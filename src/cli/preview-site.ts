import type { FolderOptions } from '../core/options.ts'
import type { Site } from '../core/site.ts'
import { hostsOf } from './address-options.ts'
import { buildMemory } from './build-memory.ts'
import type { Options } from './flags.ts'
import { renderTime } from './log.ts'
import { type BuiltSite, buildSite } from './site-build.ts'
import { renderSiteChange } from './site-change.ts'
import { watchSource } from './source-watch.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'
import type { DiskFiles, What } from './what.ts'
import { previewFiles, type WorkerParts } from './worker-files.ts'
import { workerSource } from './worker-source.ts'

export interface PreviewSiteOptions
  extends Pick<
    Options,
    'delay' | 'fail' | 'seed' | 'allowHidden' | 'allowLinks' | 'allowCode' | 'allowHost' | 'host'
  > {
  /** How it is shown. */
  show: FolderOptions
  diskFiles: DiskFiles
  /** Where the build goes. */
  out: string
  /** Whether others than this machine reach it. */
  isOpen: boolean
}

/** A build that follows what it was built from. */
export interface PreviewSite {
  build(): Promise<BuiltSite>
  /** Builds again whenever something changes, until the signal comes. */
  watch(signal: AbortSignal, talk: Terminal): Promise<void>
}

export function previewSite(
  whats: readonly What[],
  { show, delay, fail, seed, isOpen, ...options }: PreviewSiteOptions,
): PreviewSite {
  const { out } = options
  const { source, folder, excluded, code } = workerSource(whats, options)
  const hosts = isOpen ? null : hostsOf(options)
  const ip = isOpen ? undefined : '127.0.0.1'
  const preview = { hosts, delay, fail, seed, ip, hasCode: code !== undefined }
  const files = (parts: WorkerParts) => previewFiles(preview, parts)
  const memory = buildMemory()
  let shown: Site | undefined

  async function build(): Promise<BuiltSite> {
    const built = await buildSite(source, { folder, excluded, out, files, show, code, memory })
    shown = built.site
    return built
  }

  async function buildAgain(talk: Terminal): Promise<void> {
    const before = shown
    try {
      const { site, hasChanged } = await build()
      if (!hasChanged) return
      const time = talk.paint('dim', renderTime(new Date()))
      for (const line of renderRebuilt(before!, site)) talk.write(`${time}  ${line}`)
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      talk.write(error.message)
    }
  }

  return {
    build,
    watch: (signal, talk) =>
      watchSource(folder, { excluded, signal, onChange: () => buildAgain(talk) }),
  }
}

/** What has changed: routes by their names, and all else in a word. */
function renderRebuilt(before: Site, site: Site): string[] {
  const lines = renderSiteChange(before, site)
  return lines.length > 0 ? lines : ['rebuilt']
}
