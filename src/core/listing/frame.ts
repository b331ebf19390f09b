// What stands around the entries of a page.
import { mark, renderIcon } from '../page/icon.ts'
import { type Html, html } from '../page/markup.ts'
import type { Listing } from './listing.ts'
import { carried } from './rows.ts'
import { renderPrintable } from './text.ts'
import { renderCount, renderPlural, renderSize } from './units.ts'
import { viewQuery } from './view.ts'

type Search = NonNullable<Listing['search']>

/** The folders above, each a link that goes up and never above the root. */
export function renderPath({ root, names, view }: Listing): Html {
  const query = carried(view)
  const labels = names.length === 0 ? ['webstand'] : [root, ...names.slice(0, -1)]
  const links = labels.map((label, depth) => {
    const up = '../'.repeat(names.length - depth) || './'
    const text = html`<bdi>${renderPrintable(label)}</bdi>`
    return html`<li><a href="${up}${query}">${depth === 0 ? mark : ''}${text}</a></li>`
  })
  return html`<header class="path"><nav aria-label="Folders above"><ol>${links}</ol></nav></header>`
}

export function renderTotals(listing: Listing): Html | string {
  const { rows, routes, isForPeople, part, search } = listing
  if (search) return renderFound(listing, search)
  if (part) return part.totals
  const files = rows.filter(({ type }) => type === 'file')
  const folders = rows.length - files.length
  const bytes = files.reduce((sum, { size }) => sum + (size ?? 0), 0)
  const totals = [
    isForPeople && routes.length > 0 ? renderPlural(routes.length, 'route') : '',
    folders > 0 ? renderPlural(folders, 'folder') : '',
    files.length > 0 ? renderPlural(files.length, 'file') : '',
    files.length > 0 ? renderSize(bytes) : '',
  ]
  return totals.filter(Boolean).join(' · ') || 'Nothing in it'
}

function renderFound({ rows, routes }: Listing, { query, isAll }: Search): Html {
  const count = rows.length + routes.length
  const found = `${renderCount(count)} ${isAll ? 'found' : 'found, and there may be more,'}`
  return html`${found} for “<bdi>${renderPrintable(query)}</bdi>” here and below · <a href="./">Show the folder</a>`
}

const views = [
  ['list', 'List'],
  ['gallery', 'Gallery'],
] as const

/** Without JavaScript the field searches; with it, it also filters what is shown. */
export function renderTools({ view, search }: Listing): Html {
  const label = 'Search this folder and those below'
  const form = html`<form role="search"><input class="filter" type="search" name="q" value="${search?.query ?? ''}" placeholder="Search" aria-label="${label}" autocomplete="off" spellcheck="false"></form>`
  if (search) return html`<div class="tools">${form}</div>`
  const links = views.map(([name, label]) => {
    const href = viewQuery({ ...view, view: name }) || './'
    const isCurrent = view.view === name ? html` aria-current="true"` : ''
    return html`<a href="${href}" aria-label="${label}" title="${label}"${isCurrent}>${renderIcon(name)}</a>`
  })
  return html`<div class="tools">${form}<nav class="views" aria-label="View">${links}</nav><a class="button" href="?archive=zip" rel="nofollow" aria-label="Download as zip" title="Download as zip">${renderIcon('download')}</a></div>`
}

export function renderFooter({ rows, routes, search }: Listing): Html {
  if (rows.length + routes.length === 0) return html`<footer><span>webstand</span></footer>`
  const query = search ? `?${new URLSearchParams({ q: search.query })}&` : '?'
  return html`<footer><span>webstand</span><a href="${query}format=json">JSON</a><a href="${query}format=text">Text</a></footer>`
}
