import type { Build, WorkerOptions } from '../adapters/workers.ts'

/** The runtime behaves as on this day: older wranglers know it too. */
export const COMPATIBILITY_DATE = '2026-06-01'

/** Begins each line in which a Worker that is looked at before it is deployed says its answers. */
export const LOG_PREFIX = 'webstand-answer '

/** What a Worker does where it is only looked at. It can be written as JSON. */
export type PreviewOptions = Omit<
  WorkerOptions,
  'assets' | 'changes' | 'codings' | 'onAnswer' | 'onError'
>

/** What the files of a Worker are made from. */
export interface WorkerParts {
  /** The text of the bundle that exports `worker`. */
  bundle: string
  build: Build
}

/** The files of a Worker, beside its assets; the order leaves it whole at any time. */
export type WorkerFiles = Readonly<Record<string, string>>

/** The files of a Worker that is to be deployed under a name. */
export function workerFiles(name: string, { bundle, build }: WorkerParts): WorkerFiles {
  return {
    'worker.js': bundle,
    'site.js': renderSite(build),
    'index.js': INDEX,
    'wrangler.json': `${JSON.stringify(renderConfig(name), null, 2)}\n`,
  }
}

const INDEX = `import site from './site.js'
import { worker } from './worker.js'

export default worker(site)
`

/** The files of a Worker that is only looked at: it follows its build, and says its answers. */
export function previewFiles(options: PreviewOptions, { bundle, build }: WorkerParts): WorkerFiles {
  return {
    'worker.js': bundle,
    'site.json': JSON.stringify(build),
    'index.js': renderPreview(options),
  }
}

function renderPreview(options: PreviewOptions): string {
  return `import { previewWorker } from './worker.js'

const options = ${JSON.stringify(options)}
const onAnswer = (record) => console.log('${LOG_PREFIX}' + JSON.stringify(record))

export default previewWorker({ ...options, onAnswer })
`
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
