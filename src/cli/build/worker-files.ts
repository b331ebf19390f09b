import type { Build, WorkerOptions } from '../../adapters/workers.ts'
import { hasSiblings, partsOf, type ShownSite } from './site-parts.ts'
import { markdownBundle, workerBundle } from './worker-bundle.ts'
import { allModules, modulesWith } from './worker-modules.ts'
import { renderTypes } from './worker-types.ts'

/** The runtime behaves as on this day: older wranglers know it too. */
export const COMPATIBILITY_DATE = '2026-06-01'

/** Gives routes that are code the modules of Node. */
const CODE_FLAG = 'nodejs_compat'

/** Begins each line in which a Worker that is looked at before it is deployed says its answers. */
export const LOG_PREFIX = 'webstand-answer '

/** Begins each line in which its routes that are code write to the log. */
export const SAID_PREFIX = 'webstand-log '

/** What a Worker does where it is only looked at. It can be written as JSON. */
export type PreviewOptions = Omit<
  WorkerOptions,
  | 'assets'
  | 'changes'
  | 'client'
  | 'codings'
  | 'onAnswer'
  | 'onError'
  | 'code'
  | 'markdown'
  | 'onLog'
>

/** Whether routes may be code, which may change. */
interface Consent {
  hasCode: boolean
}

/** What the files of a Worker are made from. */
export interface WorkerParts {
  build: Build
  /** The routes that are code; `null`: there are none, or no consent. */
  routes: string | null
  shown: ShownSite
}

/** The files of a Worker, beside its assets; the order leaves it whole at any time. */
export type WorkerFiles = Readonly<Record<string, string>>

/** A README that is rendered. */
const MARKDOWN = /^readme\.(?:md|markdown)$/i

/** The files of a Worker that is to be deployed under a name: of its parts those that it needs. */
export async function workerFiles(
  name: string,
  { build, routes, shown }: WorkerParts,
): Promise<WorkerFiles> {
  const bundle = await workerBundle()
  const { names } = shown
  const hasMarkdown = [...names].some((one) => MARKDOWN.test(one))
  return {
    ...modulesWith(bundle, partsOf(shown)),
    ...(hasMarkdown && { 'markdown.js': await markdownBundle() }),
    'types.js': renderTypes(names),
    'site.js': renderSite(build),
    ...(routes !== null && { 'routes.js': routes }),
    'index.js': renderIndex({
      code: routes !== null,
      markdown: hasMarkdown,
      siblings: hasSiblings(names),
    }),
    'wrangler.json': `${JSON.stringify(renderConfig(name, routes !== null), null, 2)}\n`,
  }
}

/** What a Worker reads late: it is not part of its start. */
const renderLate = `async function markdown(text) {
  const { renderMarkdown } = await import('./markdown.js')
  return renderMarkdown(text)
}
`

function renderIndex(has: Record<'code' | 'markdown' | 'siblings', boolean>): string {
  const options = [
    ...(has.code ? ['code'] : []),
    ...(has.markdown ? ['markdown'] : []),
    ...(has.siblings ? ['siblings: true'] : []),
  ]
  return `${has.code ? "import code from './routes.js'\n" : ''}import site from './site.js'
import { worker } from './worker.js'

${has.markdown ? `${renderLate}\n` : ''}export default worker(site${options.length === 0 ? '' : `, { ${options.join(', ')} }`})
`
}

/** The files of a Worker that is only looked at: it follows its build, and says its answers. */
export async function previewFiles(
  { hasCode, ...options }: PreviewOptions & Consent,
  { build, routes }: Pick<WorkerParts, 'build' | 'routes'>,
): Promise<WorkerFiles> {
  const bundle = await workerBundle()
  const modules: WorkerFiles = {
    ...allModules(bundle),
    'markdown.js': await markdownBundle(),
    'types.js': bundle.types,
  }
  const site = JSON.stringify(build)
  if (!hasCode) return { ...modules, 'site.json': site, 'index.js': renderPreview(options, false) }
  const inner = { ...modules, [INNER]: renderPreview(options, true) }
  // New routes may still be those of the site before, and the other way round they are not there.
  return {
    ...inner,
    'routes.js': routes ?? 'export default undefined\n',
    'site.json': site,
    'index.js': renderLoader(Object.keys(inner)),
  }
}

/** The main module of a Worker that is made anew where its routes change. */
const INNER = 'inner.js'

function renderPreview(options: PreviewOptions, hasCode: boolean): string {
  return `${hasCode ? "import code from './routes.js'\n" : ''}import { previewWorker } from './preview.js'

const options = ${JSON.stringify(options)}
const onAnswer = (record) => console.log('${LOG_PREFIX}' + JSON.stringify({ ...record, ip: record.ip }))
const onLog = (file, values) =>
  console.log('${SAID_PREFIX}' + JSON.stringify(file + ': ' + values.map(String).join(' ')))

${renderLate}
export default previewWorker({ ...options, markdown, ${hasCode ? 'code, ' : ''}onLog, onAnswer })
`
}

function renderLoader(names: readonly string[]): string {
  const how = { compatibilityDate: COMPATIBILITY_DATE, compatibilityFlags: [CODE_FLAG] }
  const imports = names.map((name, index) => `import text${index} from './${textName(name)}'\n`)
  const modules = names.map((name, index) => `${JSON.stringify(name)}: text${index}`)
  return `${imports.join('')}import { previewLoader } from './preview.js'

const modules = { ${modules.join(', ')} }
export default previewLoader({ ...${JSON.stringify(how)}, mainModule: '${INNER}', modules })
`
}

/** The module that is the text of another: `worker.js` => `worker.txt` */
export function textName(name: string): string {
  return name.replace(/\.js$/, '.txt')
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
