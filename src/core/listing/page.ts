import { html, raw } from 'hono/html'
import { type IconName, mark, renderIcon, renderIcons } from '../page/icon.ts'
import type { Html, Page, PageScript } from '../page/page.ts'
import type { FileRow, RouteRow } from './entries.ts'
import { PAGE_ROWS, type Part } from './large.ts'
import { renderRoutes } from './routes.ts'
import { carried, iconOf, parentRow, renderCard, renderRow } from './rows.ts'
import { renderPrintable } from './text.ts'
import { renderCount, renderPlural, renderSize } from './units.ts'
import { type ListingView, sortedBy, viewQuery } from './view.ts'

/** A folder, as a page shows it. */
export interface Listing {
  /** Such as `http://localhost:8000`. */
  readonly origin: string
  /** The path of the root: `''` or `/files`. */
  readonly base: string
  /** What the root is called: the server's name. */
  readonly root: string
  /** The names of the folders from the root to this one, which is the last. */
  readonly names: readonly string[]
  /** In the order in which they are shown. */
  readonly rows: readonly FileRow[]
  readonly routes: readonly RouteRow[]
  readonly view: ListingView
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Whether a person looks at it: others get no links but those to the entries. */
  readonly isForPeople: boolean
  /** Whether the page is told of changes while it is open. @default false */
  readonly isLive?: boolean
  /** @default null */
  readonly script?: PageScript | null
  /** Where the folder is a large one: what part of it `rows` are. */
  readonly part?: Omit<Part, 'rows' | 'readmes'>
  /** What the folder says of itself. @default null */
  readonly readme?: Html | null
  /** Where `rows` are what was found. */
  readonly search?: { readonly query: string; readonly isAll: boolean }
}

/** The icons that the script puts onto the page. */
const forScript = ['eye', 'copy', 'clip', 'back', 'next', 'close', 'json'] as const

type Search = NonNullable<Listing['search']>

/** A folder as a page. */
export function listingPage(listing: Listing): Page {
  const { names, rows, isForPeople, isLive, script, search } = listing
  const title = names.at(-1) ?? listing.root
  const kinds = rows.map(iconOf)
  const tools: IconName[] = isForPeople ? ['list', 'gallery', 'download'] : []
  if (isForPeople && script) tools.push(...forScript)
  const icons = renderIcons(['directory', 'parent', ...tools, ...kinds])
  return {
    title: renderPrintable(title),
    script: isForPeople ? script : null,
    content: html`${icons}
${renderPath(listing)}
<main${isLive && script ? html` data-live` : ''}>
<div class="head">
<div><h1><bdi>${renderPrintable(title)}</bdi></h1><p class="sum">${renderTotals(listing)}</p></div>
${isForPeople && (rows.length > 0 || search) ? renderTools(listing) : ''}
</div>
${renderEntries(listing, kinds)}
${listing.part ? renderPages(listing, listing.part) : ''}${listing.readme ?? ''}
</main>
${isForPeople ? renderFooter(listing) : ''}`,
  }
}

/** The folders above, each a link that goes up and never above the root. */
function renderPath({ root, names, view }: Listing): Html {
  const query = carried(view)
  const labels = names.length === 0 ? ['webstand'] : [root, ...names.slice(0, -1)]
  const links = labels.map((label, depth) => {
    const up = '../'.repeat(names.length - depth) || './'
    const text = html`<bdi>${renderPrintable(label)}</bdi>`
    return html`<li><a href="${up}${query}">${depth === 0 ? mark : ''}${text}</a></li>`
  })
  return html`<header class="path"><nav aria-label="Folders above"><ol>${links}</ol></nav></header>`
}

function renderTotals(listing: Listing): Html | string {
  const { rows, routes, isForPeople, part, search } = listing
  if (search) return renderFound(listing, search)
  if (part) return renderPart(part)
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

function renderPart({ folders, files, page }: Omit<Part, 'rows' | 'readmes'>): string {
  const first = (page - 1) * PAGE_ROWS + 1
  const last = Math.min(page * PAGE_ROWS, folders + files)
  const totals = [
    folders > 0 ? renderPlural(folders, 'folder') : '',
    files > 0 ? renderPlural(files, 'file') : '',
    `${renderCount(first)} to ${renderCount(last)} shown`,
  ]
  return totals.filter(Boolean).join(' · ')
}

/** The pages of a large folder, as links. */
function renderPages({ view }: Listing, { page, pages }: Omit<Part, 'rows' | 'readmes'>): Html {
  const link = (to: number, label: string) => {
    if (to < 1 || to > pages) return ''
    const query = viewQuery(view)
    const href = `${query}${query === '' ? '?' : '&'}page=${to}`
    return html`<a class="button" href="${href}" rel="nofollow">${label}</a>`
  }
  return html`<nav class="pages" aria-label="Pages">${link(page - 1, 'Before')}<span>Page ${renderCount(page)} of ${renderCount(pages)}</span>${link(page + 1, 'Next')}</nav>`
}

const views = [
  ['list', 'List'],
  ['gallery', 'Gallery'],
] as const

/** Without JavaScript the field searches; with it, it also filters what is shown. */
function renderTools({ view, search }: Listing): Html {
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

function renderFooter({ rows, routes, search }: Listing): Html {
  if (rows.length + routes.length === 0) return html`<footer><span>webstand</span></footer>`
  const query = search ? `?${new URLSearchParams({ q: search.query })}&` : '?'
  return html`<footer><span>webstand</span><a href="${query}format=json">JSON</a><a href="${query}format=text">Text</a></footer>`
}

function renderEntries(listing: Listing, kinds: readonly IconName[]): Html {
  const { rows, view, isForPeople } = listing
  const routes = isForPeople ? listing.routes : []
  if (rows.length === 0 && routes.length === 0) return renderEmpty(listing)
  const list =
    view.view === 'gallery' && !listing.search
      ? renderGallery(listing, kinds)
      : renderTable(listing, kinds)
  return html`${routes.length === 0 ? '' : renderRoutes(routes, listing)}
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

function renderHead(
  { view, isForPeople, search }: Listing,
  sort: ListingView['sort'],
  label: string,
): Html {
  if (!isForPeople || search) return html`<th scope="col"><span>${label}</span></th>`
  const isSorted = view.sort === sort
  const order = view.order === 'asc' ? 'ascending' : 'descending'
  const sorted = isSorted ? html` aria-sort="${order}"` : ''
  const href = viewQuery(sortedBy(view, sort)) || './'
  return html`<th scope="col"${sorted}><a href="${href}" rel="nofollow">${label}</a></th>`
}

/** Pictures that a gallery shows at once, also on a telephone. */
const FIRST = 6

function renderGallery({ rows, view }: Listing, kinds: readonly IconName[]): Html {
  return html`<ul class="gallery">
${raw(rows.map((row, index) => renderCard(row, kinds[index]!, view, index < FIRST)).join(''))}</ul>`
}
