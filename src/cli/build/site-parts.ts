import { suffixes } from '../../core/files/sibling.ts'
import { MAX_TAGGED } from '../../core/listing/folder.ts'
import { isReadme } from '../../core/listing/readme.ts'
import { conditionsOf, onlyVariant } from '../../core/mocks/route.ts'
import type { FolderOptions } from '../../core/options.ts'
import type { Site } from '../../core/site.ts'
import type { Part } from './worker-modules.ts'

/** What is asked of a build. */
export interface ShownSite {
  /** Its variants say where nothing is filled in. */
  readonly site: Site
  readonly show: FolderOptions
  /** Whether routes that are code are a part of it. */
  readonly hasCode: boolean
  /** The names of the files that are shown. */
  readonly names: ReadonlySet<string>
  /** How many entries its largest folder has. */
  readonly largest: number
}

/** The parts of a Worker that a site asks for; those for the owner alone are nobody's on the edge. */
export function partsOf({ site, show, hasCode, names, largest }: ShownSite): Set<Part> {
  const parts = new Set<Part>()
  const { routes, redirects = [], headers = [] } = site
  const variants = routes.flatMap((route) => route.variants)
  if (show.html !== undefined && show.html !== 'any') parts.add('core/files/one-path.ts')
  if (redirects.length > 0 || headers.length > 0) parts.add('core/rules/apply.ts')
  if (show.spa) parts.add('core/files/application-page.ts')
  if (show.immutable) parts.add('core/files/fingerprint.ts')
  if (hasSiblings(names)) parts.add('core/files/sibling.ts')
  if ([...names].some(isReadme)) parts.add('core/listing/readme-text.ts')
  if (largest > MAX_TAGGED) parts.add('core/listing/large-texts.ts')
  if (show.isolated) parts.add('core/guard/isolation.ts')
  if (show.routes === 'listed')
    parts.add('core/steps/listed-routes.ts').add('core/listing/route-list.ts')
  if (routes.some((route) => onlyVariant(route) === null)) parts.add('core/mocks/choose/choose.ts')
  if (hasCode) parts.add('core/mocks/code.ts')
  if (variants.some(({ delay, fault }) => delay !== undefined || fault !== undefined)) {
    parts.add('core/mocks/faults/fault.ts')
  }
  if (variants.some(({ isCode, isTemplate = true }) => !isCode && isTemplate)) {
    parts.add('core/mocks/template/fill.ts').add('core/mocks/template/template.ts')
    parts.add('core/mocks/body.ts')
  }
  const conditions = variants.flatMap(conditionsOf)
  if (conditions.some(({ in: place }) => place === 'body')) parts.add('core/mocks/body.ts')
  return parts
}

/** Whether a file may be another one that is stored in a coding. */
export function hasSiblings(names: ReadonlySet<string>): boolean {
  const all = Object.values(suffixes)
  return [...names].some((name) => all.some((suffix) => name.endsWith(suffix)))
}
