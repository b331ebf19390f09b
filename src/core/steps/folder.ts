import { after } from '../after.ts'
import type { Exchange, Step } from '../exchange.ts'
import type { FileSource } from '../files/source.ts'
import { fileStep, type ListingStep } from '../files/step.ts'
import { CONTROL } from '../inspect/control.ts'
import type { Events } from '../inspect/events.ts'
import { clientScripts } from '../listing/script.ts'
import { type ListingOptions, listingStep } from '../listing/step.ts'
import { isPlainName } from '../mocks/names/words.ts'
import { hasOptionalRest, routerOf } from '../mocks/step.ts'
import type { AppOptions } from '../options.ts'
import type { RoadParts } from './parts.ts'
import type { SiteNow } from './site-now.ts'

/** What a folder is shown from, beside the options. */
export interface ShownFolder {
  /** The source, without what is never sent. */
  readonly files: FileSource
  readonly siteNow: SiteNow
  /** What open pages are told; `null`: nothing. */
  readonly events: Events | null
  readonly parts: Pick<RoadParts, 'isOwner' | 'siblingsOf'>
}

/** Serves files, pages, and the listings of folders that have none; route files are neither. */
export function folderStep(
  {
    mocks = 'auto',
    routes = 'local',
    listing = true,
    markdown,
    checksum,
    html,
    cache,
    immutable,
  }: AppOptions,
  { files, siteNow, events, parts }: ShownFolder,
): Step {
  const hasRoutes = mocks === 'auto'
  const isFile = (path: string) => !hasRoutes || isPlainName(path)
  const list = listingStep({
    isShown: ({ name, kind }) => kind === 'directory' || isFile(name),
    routesIn: hasRoutes
      ? routesFor(siteNow, routes === 'listed' ? () => true : parts.isOwner)
      : undefined,
    scripts: clientScripts(CONTROL),
    markdown,
    checksum,
    isLive: (exchange) => events !== null && parts.isOwner(exchange),
  })
  return fileStep(files, {
    siblings: parts.siblingsOf(files),
    isServed: isFile,
    listing: listing ? (hasRoutes ? behindRoutes(list, siteNow) : list) : null,
    html,
    cache,
    immutable,
  })
}

/** Shows the routes of a site to its owner or to everybody, by a module that others do not need. */
function routesFor(
  siteNow: SiteNow,
  sees: (exchange: Exchange) => boolean,
): ListingOptions['routesIn'] {
  return async (exchange, folder) => {
    if (!sees(exchange)) return null
    const { routes } = await siteNow()
    const { foldersOf } = await import('./listed-routes.ts')
    return foldersOf(routes).get(folder) ?? null
  }
}

/** A folder is not listed where a route of its own, `[[...rest]]`, answers in its place. */
function behindRoutes(list: ListingStep, siteNow: SiteNow): ListingStep {
  return (exchange, directory, path) =>
    after(siteNow(exchange.url.segments), ({ routes }) =>
      hasOptionalRest(exchange, routerOf(routes)) ? null : list(exchange, directory, path),
    )
}
