import type { Exchange } from '../exchange.ts'
import { type FindSibling, siblingsOf } from '../files/sibling.ts'
import type { FileSource } from '../files/source.ts'
import { isLocal } from '../guard/is-local.ts'
import { changesOf, createEvents, type Events } from '../inspect/events.ts'
import { recorded } from '../inspect/journal.ts'
import type { Mocks } from '../mocks/call.ts'
import { filling } from '../mocks/template/fill.ts'
import type { AppOptions } from '../options.ts'
import { type FreshSteps, freshSteps } from './fresh.ts'
import type { SiteNow } from './site-now.ts'

/** What a road has that a Worker on the edge may do without: there nothing changes, and nobody is the owner. */
export interface RoadParts {
  /** Whether a request comes from the owner. */
  isOwner(exchange: Exchange): boolean
  /** What open pages are told; `null`: there are none, or nothing changes. */
  eventsOf(options: AppOptions): Events | null
  /** Look for changes before a 404; `null`: there are none. */
  freshSteps(refresh: AppOptions['refresh'], siteNow: SiteNow): FreshSteps | null
  /** Tells of an answer. */
  recorded: typeof recorded
  /** Finds the stored codings of a file; `null`: there are none. */
  siblingsOf(source: FileSource): FindSibling | null
  /** Fills in templates. */
  filling: Mocks['filling']
}

/** All that a server has. */
export const allParts: RoadParts = {
  isOwner: isLocal,
  eventsOf,
  freshSteps,
  recorded,
  siblingsOf,
  filling: () => filling,
}

function eventsOf({ changes, listing = true, site }: AppOptions): Events | null {
  if (!listing) return null
  if (changes !== undefined) return createEvents(changes)
  return typeof site === 'function' ? createEvents(changesOf(site)) : null
}
