import type { FileSource } from '../../core/files/source.ts'
import { MAX_TAGGED } from '../../core/listing/folder.ts'
import { MAX_TEMPLATE } from '../../core/mocks/content.ts'
import { conditionsOf, onlyVariant, type Variant } from '../../core/mocks/route.ts'
import type { FolderOptions } from '../../core/options.ts'
import type { Site } from '../../core/site.ts'
import type { Part } from './worker-modules.ts'

/** What is asked of a build. */
export interface ShownSite {
  readonly source: FileSource
  readonly site: Site
  readonly show: FolderOptions
  /** Whether routes that are code are a part of it. */
  readonly hasCode: boolean
  /** How many entries its largest folder has. */
  readonly largest: number
}

/** The parts of a Worker that a site asks for; those for the owner alone are nobody's on the edge. */
export async function partsOf({
  source,
  site,
  show,
  hasCode,
  largest,
}: ShownSite): Promise<Set<Part>> {
  const parts = new Set<Part>()
  const { routes, redirects = [], headers = [] } = site
  const variants = routes.flatMap((route) => route.variants)
  if (show.html !== undefined && show.html !== 'any') parts.add('core/files/one-path.ts')
  if (redirects.length > 0 || headers.length > 0) parts.add('core/rules/apply.ts')
  if (largest > MAX_TAGGED) parts.add('core/listing/large-texts.ts')
  if (show.isolated) parts.add('core/guard/isolation.ts')
  if (show.routes === 'listed') parts.add('core/steps/listed-routes.ts')
  if (routes.some((route) => onlyVariant(route) === null)) parts.add('core/mocks/choose/choose.ts')
  if (hasCode) parts.add('core/mocks/code.ts')
  if (variants.some(({ delay, fault }) => delay !== undefined || fault !== undefined)) {
    parts.add('core/mocks/faults/fault.ts')
  }
  for (const variant of variants) {
    if (!(await mayHoldTemplates(source, variant))) continue
    parts.add('core/mocks/template/template.ts').add('core/mocks/body.ts')
    break
  }
  const conditions = variants.flatMap(conditionsOf)
  if (conditions.some(({ in: place }) => place === 'body')) parts.add('core/mocks/body.ts')
  return parts
}

async function mayHoldTemplates(source: FileSource, variant: Variant): Promise<boolean> {
  const { isCode, isTemplate = true, headers = {}, content, file } = variant
  if (isCode || !isTemplate) return false
  if (JSON.stringify(headers).includes('{{')) return true
  if (content?.kind === 'none') return false
  if (content?.kind === 'text') return content.text.includes('{{')
  const entry = await source.find(content?.path ?? file)
  if (entry?.kind !== 'file' || entry.size > MAX_TEMPLATE) return false
  const body = await entry.body(0, entry.size)
  return body !== null && (await new Response(body).text()).includes('{{')
}
