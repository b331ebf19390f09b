import { after, late } from '../after.ts'
import { type IconName, renderIcon } from '../page/icon.ts'
import { type Html, html, raw } from '../page/markup.ts'
import type { Page } from '../page/page.ts'
import { renderFooter, renderPath, renderTools, renderTotals } from './frame.ts'
import type { Listing } from './listing.ts'
import { iconOf, parentRow, renderCard, renderRow } from './rows.ts'
import { renderPrintable } from './text.ts'
import { type ListingView, sortedBy, viewQuery } from './view.ts'

/** The icons that the script puts onto the page. */
const forScript = ['eye', 'copy', 'clip', 'back', 'next', 'close', 'json'] as const

/** Routes have a module of their own, which a Worker that shows none does without. */
const routesNow = late(() => import('./route-list.ts'))

/** A folder as a page. */
export function listingPage(listing: Listing): Page | Promise<Page> {
  const { routes, isForPeople } = listing
  if (routes.length === 0 || !isForPeople) return pageOf(listing, '')
  return after(routesNow(), ({ renderRoutes }) => pageOf(listing, renderRoutes(routes, listing)))
}

/** What a page begins with, whatever the folder has in it. */
export function listingHead({ names, root, isForPeople, scripts }: Listing) {
  return {
    title: renderPrintable(names.at(-1) ?? root),
    script: isForPeople ? scripts?.listing : null,
  }
}

function pageOf(listing: Listing, routes: Html | ''): Page {
  const { rows, isForPeople, isLive, scripts, search } = listing
  const head = listingHead(listing)
  const kinds = rows.map(iconOf)
  const tools: IconName[] = isForPeople ? ['list', 'gallery', 'download'] : []
  if (isForPeople && scripts) tools.push(...forScript)
  return {
    ...head,
    icons: ['directory', 'parent', ...tools, ...kinds],
    content: html`
${renderPath(listing)}
<main${isLive && scripts ? html` data-live` : ''}>
<div class="head">
<div><h1><bdi>${head.title}</bdi></h1><p class="sum">${renderTotals(listing)}</p></div>
${isForPeople && (rows.length > 0 || search) ? renderTools(listing) : ''}
</div>
${renderEntries(listing, kinds, routes)}
${listing.part?.pages ?? ''}${listing.readme ?? ''}
</main>
${isForPeople ? renderFooter(listing) : ''}`,
  }
}

function renderEntries(listing: Listing, kinds: readonly IconName[], routes: Html | ''): Html {
  const { rows, view } = listing
  if (rows.length === 0 && routes === '') return renderEmpty(listing)
  const list =
    view.view === 'gallery' && !listing.search
      ? renderGallery(listing, kinds)
      : renderTable(listing, kinds)
  return html`${routes}
${rows.length === 0 ? '' : list}`
}

function renderEmpty({ names, isLive, search }: Listing): Html {
  if (search) {
    return html`<div class="card empty">${renderIcon('directory')}<strong>Nothing found</strong>
<p>No name here or below has “<bdi>${renderPrintable(search.query)}</bdi>” in it.</p></div>`
  }
  const up = html`<p><a href="../">Back to the parent folder</a></p>`
  return html`<div class="card empty">${renderIcon('directory')}<strong>This folder is empty</strong>
${isLive ? html`<p>Put a file in it, and it appears here.</p>` : ''}${names.length === 0 ? '' : up}</div>`
}

const columns = [
  ['name', 'Name'],
  ['size', 'Size'],
  ['modified', 'Modified'],
] as const

function renderTable(listing: Listing, kinds: readonly IconName[]): Html {
  const { names, rows } = listing
  const heads = columns.map(([sort, label]) => renderHead(listing, sort, label))
  const parent = names.length === 0 || listing.search ? '' : parentRow
  return html`<div class="card files"><table>
<thead><tr>${heads}</tr></thead>
<tbody>
${raw(parent + rows.map((row, index) => renderRow(row, kinds[index]!, listing)).join(''))}</tbody>
</table></div>`
}

function renderHead(listing: Listing, sort: ListingView['sort'], label: string): Html {
  const { view, isForPeople, search } = listing
  if (!isForPeople || search) return html`<th scope="col"><span>${label}</span></th>`
  const sorted = view.sort === sort ? html` aria-sort="${orders[view.order]}"` : ''
  return html`<th scope="col"${sorted}><a href="${sortLink(view, sort)}" rel="nofollow">${label}</a></th>`
}

const orders = { asc: 'ascending', desc: 'descending' } as const

function sortLink(view: ListingView, sort: ListingView['sort']): string {
  return viewQuery(sortedBy(view, sort)) || './'
}

/** Pictures that a gallery shows at once, also on a telephone. */
const FIRST = 6

function renderGallery(listing: Listing, kinds: readonly IconName[]): Html {
  const { rows, view } = listing
  const cards = rows.map((row, index) => renderCard(row, kinds[index]!, listing, index < FIRST))
  const sorts = columns.map(([sort, label]) => {
    const sorted =
      view.sort === sort ? html` class="${view.order}" title="${orders[view.order]}"` : ''
    return html`<a href="${sortLink(view, sort)}" rel="nofollow"${sorted}>${label}</a>`
  })
  return html`<div class="gallery"><nav class="sorts" aria-label="Order">${sorts}</nav><ul>
${raw(cards.join(''))}</ul></div>`
}
