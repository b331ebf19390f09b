import { after } from '../after.ts'
import type { Exchange, Step } from '../exchange.ts'
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

/** Two steps around all that depend on the site. */
export interface FreshSteps {
  readonly begin: Step
  readonly again: Step
}

/** Asks all steps again, once, where what is shown is another since: no 404 is out of date. */
export function freshSteps(refresh: AppOptions['refresh'], siteNow: SiteNow): FreshSteps | null {
  if (refresh === undefined) return null
  const began = new WeakMap<Exchange, Site>()
  const begin: Step = (exchange) =>
    after(siteNow(exchange.url.segments), (site) => {
      if (!began.has(exchange)) began.set(exchange, site)
      else began.delete(exchange)
      return null
    })
  const again: Step = (exchange) => {
    const before = began.get(exchange)
    if (before === undefined) return null
    const { segments } = exchange.url
    return after(refresh(segments), () =>
      after(siteNow(segments), (site) => (site === before ? null : exchange.again())),
    )
  }
  return { begin, again }
}
