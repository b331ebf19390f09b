import type { Build } from '../adapters/workers.ts'
import type { AppOptions } from '../core/app.ts'

/** The runtime behaves as on this day: older wranglers know it too. */
const COMPATIBILITY_DATE = '2026-06-01'

/** Begins each line in which a Worker that is looked at before it is deployed says its answers. */
export const LOG_PREFIX = 'webstand-answer '

/** What a Worker does where it is only looked at. */
export interface PreviewOptions extends Pick<AppOptions, 'delay' | 'fail' | 'seed'> {
  /** Names that it answers to beside localhost and addresses; `null`: any. */
  hosts: readonly string[] | null
  /** Origins whose scripts may read files too. */
  cors: readonly string[]
  /** Whether its pages are cut off from other origins. */
  isolated: boolean
}

export interface WorkerFilesOptions {
  /** The Worker's name. */
  name: string
  /** The text of the bundle that exports `worker`. */
  bundle: string
  build: Build
  /** @default none: it is to be deployed */
  preview?: PreviewOptions
}

/** The files of a Worker beside its assets, by their names; the order leaves it whole at any time. */
export function workerFiles({
  name,
  bundle,
  build,
  preview,
}: WorkerFilesOptions): Record<string, string> {
  return {
    'worker.js': bundle,
    'site.js': renderSite(build),
    'index.js': renderIndex(preview),
    'wrangler.json': `${JSON.stringify(renderConfig(name), null, 2)}\n`,
  }
}

/** The entry point: `site.js` and `worker.js`, put together. */
function renderIndex(preview: PreviewOptions | undefined): string {
  const options = preview === undefined ? '' : `, ${renderOptions(preview)}`
  return `import site from './site.js'
import { worker } from './worker.js'

export default worker(site${options})
`
}

function renderOptions(options: PreviewOptions): string {
  const log = `(record) => console.log('${LOG_PREFIX}' + JSON.stringify(record))`
  return `{ ...${JSON.stringify(options)}, onAnswer: ${log} }`
}

/** A text that is parsed as JSON: as a literal, a key `__proto__` would mean something else. */
function renderSite(build: Build): string {
  const json = JSON.stringify(build).replace(/[\\']/g, '\\$&')
  return `export default JSON.parse('${json}')\n`
}

function renderConfig(name: string) {
  return {
    name,
    main: 'index.js',
    compatibility_date: COMPATIBILITY_DATE,
    no_bundle: true,
    rules: [{ type: 'ESModule', globs: ['*.js'] }],
    send_metrics: false,
    assets: {
      directory: 'assets',
      binding: 'ASSETS',
      run_worker_first: true,
      html_handling: 'none',
      not_found_handling: 'none',
    },
  }
}

/** `My Demo.d` => `my-demo-d`: what Cloudflare takes as the name of a Worker. */
export function workerName(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 54)
    .replace(/^-+|-+$/g, '')
  return name || 'webstand'
}
