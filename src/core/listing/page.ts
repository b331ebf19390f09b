import { html } from 'hono/html'
import { type IconName, mark, renderIcon, renderIcons } from '../page/icon.ts'
import { type Html, type PageScript, renderPage } from '../page/page.ts'
import type { FileRow, RouteRow } from './entries.ts'
import { renderRoutes } from './routes.ts'
import { carried, iconOf, parentRow, renderCard, renderRow } from './rows.ts'
import { renderPrintable } from './text.ts'
import { renderPlural, renderSize } from './units.ts'
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
}

/** The icons that the script puts onto the page. */
const forScript = ['eye', 'copy', 'clip', 'back', 'next', 'close', 'json'] as const

/** Renders a folder as a page. */
export function renderListing(listing: Listing): Html {
  const { names, rows, isForPeople, isLive, script } = listing
  const title = names.at(-1) ?? listing.root
  const kinds = rows.map(iconOf)
  const tools: IconName[] = isForPeople ? ['list', 'gallery', 'download'] : []
  if (isForPeople && script) tools.push(...forScript)
  const icons = renderIcons(['directory', 'parent', ...tools, ...kinds])
  return renderPage({
    title: renderPrintable(title),
    script: isForPeople ? script : null,
    content: html`${icons}
${renderPath(listing)}
<main${isLive && script ? html` data-live` : ''}>
<div class="head">
<div><h1><bdi>${renderPrintable(title)}</bdi></h1><p class="sum">${renderTotals(listing)}</p></div>
${isForPeople && rows.length > 0 ? renderTools(listing) : ''}
</div>
${renderEntries(listing, kinds)}
</main>
${isForPeople ? renderFooter(listing) : ''}`,
  })
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

function renderTotals({ rows, routes, isForPeople }: Listing): string {
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

const views = [
  ['list', 'List'],
  ['gallery', 'Gallery'],
] as const

function renderTools({ view }: Listing): Html {
  const links = views.map(([name, label]) => {
    const href = viewQuery({ ...view, view: name }) || './'
    const isCurrent = view.view === name ? html` aria-current="true"` : ''
    return html`<a href="${href}" aria-label="${label}" title="${label}"${isCurrent}>${renderIcon(name)}</a>`
  })
  return html`<div class="tools"><nav class="views" aria-label="View">${links}</nav><a class="button" href="?archive=zip" rel="nofollow" aria-label="Download as zip" title="Download as zip">${renderIcon('download')}</a></div>`
}

function renderFooter({ rows, routes }: Listing): Html {
  if (rows.length + routes.length === 0) return html`<footer><span>webstand</span></footer>`
  return html`<footer><span>webstand</span><a href="?format=json">JSON</a><a href="?format=text">Text</a></footer>`
}

function renderEntries(listing: Listing, kinds: readonly IconName[]): Html {
  const { rows, view, isForPeople } = listing
  const routes = isForPeople ? listing.routes : []
  if (rows.length === 0 && routes.length === 0) return renderEmpty(listing)
  const list = view.view === 'gallery' ? renderGallery(listing, kinds) : renderTable(listing, kinds)
  return html`${routes.length === 0 ? '' : renderRoutes(routes, listing)}
${rows.length === 0 ? '' : list}`
}

function renderEmpty({ names, isLive }: Listing): Html {
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
  return html`<div class="card files"><table>
<thead><tr>${heads}</tr></thead>
<tbody>
${names.length === 0 ? '' : parentRow}${rows.map((row, index) => renderRow(row, kinds[index]!, listing))}</tbody>
</table></div>`
}

function renderHead(
  { view, isForPeople }: Listing,
  sort: ListingView['sort'],
  label: string,
): Html {
  if (!isForPeople) return html`<th scope="col">${label}</th>`
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
${rows.map((row, index) => renderCard(row, kinds[index]!, view, index < FIRST))}</ul>`
}
