import type { Build, WorkerOptions } from '../adapters/workers.ts'

/** The runtime behaves as on this day: older wranglers know it too. */
export const COMPATIBILITY_DATE = '2026-06-01'

/** Gives routes that are code the modules of Node. */
export const CODE_FLAG = 'nodejs_compat'

/** Begins each line in which a Worker that is looked at before it is deployed says its answers. */
export const LOG_PREFIX = 'webstand-answer '

/** Begins each line in which its routes that are code write to the log. */
export const SAID_PREFIX = 'webstand-log '

/** What a Worker does where it is only looked at. It can be written as JSON. */
export type PreviewOptions = Omit<
  WorkerOptions,
  'assets' | 'changes' | 'codings' | 'onAnswer' | 'onError' | 'code' | 'markdown' | 'onLog'
>

/** Whether routes may be code, which may change. */
interface Consent {
  hasCode: boolean
}

/** What the files of a Worker are made from. */
export interface WorkerParts {
  /** The text of the bundle that exports `worker`. */
  bundle: string
  /** The text of the module that exports `renderMarkdown`. */
  markdown: string
  build: Build
  /** The routes that are code; `null`: there are none, or no consent. */
  routes: string | null
}

/** The files of a Worker, beside its assets; the order leaves it whole at any time. */
export type WorkerFiles = Readonly<Record<string, string>>

/** The files of a Worker that is to be deployed under a name. */
export function workerFiles(
  name: string,
  { bundle, markdown, build, routes }: WorkerParts,
): WorkerFiles {
  return {
    'worker.js': bundle,
    'markdown.js': markdown,
    'site.js': renderSite(build),
    ...(routes !== null && { 'routes.js': routes }),
    'index.js': renderIndex(routes !== null),
    'wrangler.json': `${JSON.stringify(renderConfig(name, routes !== null), null, 2)}\n`,
  }
}

/** What a Worker reads late: it is not part of its start. */
const renderLate = `async function markdown(text) {
  const { renderMarkdown } = await import('./markdown.js')
  return renderMarkdown(text)
}
`

function renderIndex(hasCode: boolean): string {
  return `${hasCode ? "import code from './routes.js'\n" : ''}import site from './site.js'
import { worker } from './worker.js'

${renderLate}
export default worker(site, { markdown${hasCode ? ', code' : ''} })
`
}

/** The files of a Worker that is only looked at: it follows its build, and says its answers. */
export function previewFiles(
  { hasCode, ...options }: PreviewOptions & Consent,
  { bundle, markdown, build, routes }: WorkerParts,
): WorkerFiles {
  const shared = { 'worker.js': bundle, 'markdown.js': markdown }
  const site = JSON.stringify(build)
  if (!hasCode) {
    return { ...shared, 'site.json': site, 'index.js': renderPreview(options, false) }
  }
  // New routes may still be those of the site before, and the other way round they are not there.
  return {
    ...shared,
    'routes.js': routes ?? 'export default undefined\n',
    'site.json': site,
    'inner.js': renderPreview(options, true),
    'index.js': renderLoader(),
  }
}

function renderPreview(options: PreviewOptions, hasCode: boolean): string {
  return `${hasCode ? "import code from './routes.js'\n" : ''}import { previewWorker } from './worker.js'

const options = ${JSON.stringify(options)}
const onAnswer = (record) => console.log('${LOG_PREFIX}' + JSON.stringify({ ...record, ip: record.ip }))
const onLog = (file, values) =>
  console.log('${SAID_PREFIX}' + JSON.stringify(file + ': ' + values.map(String).join(' ')))

${renderLate}
export default previewWorker({ ...options, markdown, ${hasCode ? 'code, ' : ''}onLog, onAnswer })
`
}

function renderLoader(): string {
  const how = { compatibilityDate: COMPATIBILITY_DATE, compatibilityFlags: [CODE_FLAG] }
  return `import inner from './inner.txt'
import markdown from './markdown.txt'
import worker from './worker.txt'
import { previewLoader } from './worker.js'

const modules = { 'inner.js': inner, 'markdown.js': markdown, 'worker.js': worker }
export default previewLoader({ ...${JSON.stringify(how)}, mainModule: 'inner.js', modules })
`
}

/** A text that is parsed as JSON: as a literal, a key `__proto__` would mean something else. */
function renderSite(build: Build): string {
  const json = JSON.stringify(build).replace(/[\\']/g, '\\$&')
  return `export default JSON.parse('${json}')\n`
}

function renderConfig(name: string, hasCode: boolean) {
  return {
    name,
    main: 'index.js',
    compatibility_date: COMPATIBILITY_DATE,
    ...(hasCode && { compatibility_flags: [CODE_FLAG] }),
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
