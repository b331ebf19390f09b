import type { AppOptions } from '../options.ts'
import type { Site } from '../site.ts'

/** The site as it is at this moment; for a path it may be no more than what could answer that. */
export type SiteNow = (path?: readonly string[]) => Site | Promise<Site>

/** The site that was given, or the one that is read from the source at the first request. */
export function siteNowOf({ source, site, mocks, code }: AppOptions): SiteNow {
  if (typeof site === 'function') return site
  if (site !== undefined) return () => site
  let known: Site | Promise<Site> | undefined
  return () => {
    known ??= import('../site.ts')
      .then(({ readSite }) => readSite(source, { mocks, code: code !== undefined }))
      .then((read) => (known = read))
    return known
  }
}
