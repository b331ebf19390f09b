// Listings that are sent while they are made.

import type { Exchange } from '../exchange.ts'
import { renderHead, renderPage, themeOf } from '../page/page.ts'
import type { Asked } from './asked.ts'
import type { RouteRow } from './entries.ts'
import { allFound, foundJson, foundText } from './found.ts'
import { type LargeFolder, largeJson, largeText, readPart } from './large.ts'
import type { Listing } from './listing.ts'
import { listingPage } from './page.ts'
import { type RenderMarkdown, readReadme } from './readme.ts'
import type { Found } from './search.ts'

export interface LargeContent {
  readonly routes: readonly RouteRow[]
  /** The page that is asked for. */
  readonly page: number
  readonly markdown: RenderMarkdown | null
}

/** A large folder in the form that is asked for: what a page begins with is sent before it is read. */
export async function* largeTexts(
  { exchange, type, listing }: Asked,
  folder: LargeFolder,
  { routes, page, markdown }: LargeContent,
): AsyncGenerator<string, void, void> {
  if (type === 'application/json') return yield* largeJson(folder, routes)
  if (type === 'text/plain') return yield* largeText(folder)
  yield* latePage(exchange, { ...listing, routes }, async () => {
    const part = await readPart(folder, page)
    const { isForPeople } = listing
    const readme = isForPeople ? await readReadme(folder.directory, part.readmes, markdown) : null
    return { rows: part.rows, part, readme }
  })
}

/** What was found, in the form that is asked for. */
export async function* foundTexts(
  { exchange, type, listing }: Asked,
  found: AsyncGenerator<Found, boolean, void>,
  query: string,
): AsyncGenerator<string, void, void> {
  if (type === 'application/json') return yield* foundJson(found, query)
  if (type === 'text/plain') return yield* foundText(found)
  yield* latePage(exchange, listing, async () => {
    const { rows, routes, isAll } = await allFound(found)
    return { rows, routes, search: { query, isAll } }
  })
}

/** The head of a page at once, and the rest of it later. */
async function* latePage(
  exchange: Exchange,
  listing: Listing,
  later: () => Promise<Partial<Listing>>,
): AsyncGenerator<string, void, void> {
  const theme = await themeOf(exchange)
  const head = String(renderHead(listingPage(listing), theme))
  yield head
  const page = renderPage(listingPage({ ...listing, ...(await later()) }), theme)
  yield String(page).slice(head.length)
}
