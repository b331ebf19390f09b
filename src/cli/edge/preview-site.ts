import type { FolderOptions } from '../../core/options.ts'
import type { Site } from '../../core/site.ts'
import { buildMemory } from '../build/memory.ts'
import { type BuiltSite, buildSite } from '../build/site-build.ts'
import { previewFiles, type WorkerParts } from '../build/worker-files.ts'
import { workerSource } from '../build/worker-source.ts'
import { hostsOf } from '../line/address-options.ts'
import type { Options } from '../line/flags.ts'
import { UsageError } from '../line/usage-error.ts'
import type { DiskFiles, What } from '../line/what.ts'
import { renderSiteChange } from '../live/site-change.ts'
import { watchSource } from '../live/source-watch.ts'
import { renderTime } from '../serve/log.ts'
import type { Terminal } from '../terminal.ts'

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
  const { source, folder, code } = workerSource(whats, options)
  const hosts = isOpen ? null : hostsOf(options)
  const ip = isOpen ? undefined : '127.0.0.1'
  const preview = { hosts, delay, fail, seed, ip, hasCode: code !== undefined }
  const files = (parts: WorkerParts) => previewFiles(preview, parts)
  const memory = buildMemory()
  let shown: Site | undefined

  async function build(): Promise<BuiltSite> {
    const built = await buildSite(source, { folder, out, files, show, code, memory })
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
    watch: (signal, talk) => watchSource(folder, { signal, onChange: () => buildAgain(talk) }),
  }
}

/** What has changed: routes by their names, and all else in a word. */
function renderRebuilt(before: Site, site: Site): string[] {
  const lines = renderSiteChange(before, site)
  return lines.length > 0 ? lines : ['rebuilt']
}
