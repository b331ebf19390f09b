// Listings that are sent while they are made.

import type { Exchange } from '../exchange.ts'
import { renderHead, renderPage, themeOf } from '../page/page.ts'
import type { Asked } from './asked.ts'
import { allFound, foundJson, foundText } from './found.ts'
import type { Listing } from './listing.ts'
import { listingHead, listingPage } from './page.ts'
import type { Found } from './search.ts'

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
export async function* latePage(
  exchange: Exchange,
  listing: Listing,
  later: () => Promise<Partial<Listing>>,
): AsyncGenerator<string, void, void> {
  const theme = await themeOf(exchange)
  const head = String(renderHead(listingHead(listing), theme))
  yield head
  const page = renderPage(await listingPage({ ...listing, ...(await later()) }), theme)
  yield String(page).slice(head.length)
}
