import { after } from '../after.ts'
import type { Exchange, Step } from '../exchange.ts'
import type { AppOptions } from '../options.ts'
import type { Site } from '../site.ts'
import type { SiteNow } from './site-now.ts'

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
