import { html } from 'hono/html'
import { type IconName, mark, renderIcon, renderIcons } from '../page/icon.ts'
import { type Html, type PageScript, renderPage } from '../page/page.ts'
import { childLink } from '../path/encode.ts'
import type { FileRow, RouteRow } from './entries.ts'
import { kindOf } from './kind.ts'
import { renderRoutes } from './routes.ts'
import { renderPrintable } from './text.ts'
import { renderAge, renderCount, renderDate, renderPlural, renderSize } from './units.ts'
import { defaultView, type ListingView, sortedBy, viewQuery } from './view.ts'

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
  const tools: IconName[] = isForPeople ? ['list', 'gallery'] : []
  if (isForPeople && script) tools.push(...forScript)
  const icons = renderIcons(['directory', 'parent', ...tools, ...rows.map(iconOf)])
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
${renderEntries(listing)}
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
  return html`<div class="tools"><nav class="views" aria-label="View">${links}</nav></div>`
}

function renderFooter({ rows, routes }: Listing): Html {
  if (rows.length + routes.length === 0) return html`<footer><span>webstand</span></footer>`
  return html`<footer><span>webstand</span><a href="?format=json">JSON</a><a href="?format=text">Text</a></footer>`
}

function renderEntries(listing: Listing): Html {
  const { rows, view, isForPeople } = listing
  const routes = isForPeople ? listing.routes : []
  if (rows.length === 0 && routes.length === 0) return renderEmpty(listing)
  const list = view.view === 'gallery' ? renderGallery(listing) : renderTable(listing)
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

function renderTable(listing: Listing): Html {
  const { names, rows } = listing
  const heads = columns.map(([sort, label]) => renderHead(listing, sort, label))
  const parent = html`<tr data-kind="parent"><td><div class="name"><a href="../">${renderIcon('parent')}<span class="dim">Parent folder</span></a></div></td><td></td><td></td></tr>
`
  return html`<div class="card files"><table>
<thead><tr>${heads}</tr></thead>
<tbody>
${names.length === 0 ? '' : parent}${rows.map((row) => renderRow(row, listing))}</tbody>
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

function renderRow(row: FileRow, { now, view }: Listing): Html {
  const { size, lastModified } = row
  return html`<tr data-kind="${iconOf(row)}"><td><div class="name"><a href="${linkOf(row, view)}">${renderIcon(iconOf(row))}${renderLabel(row)}</a></div></td><td>${size === null ? '' : renderBytes(size)}</td><td>${lastModified === null ? '' : renderTime(lastModified, now)}</td></tr>
`
}

/** Pictures that a gallery shows at once, also on a telephone. */
const FIRST = 6

function renderGallery({ rows, view }: Listing): Html {
  return html`<ul class="gallery">
${rows.map((row, index) => renderCard(row, view, index < FIRST))}</ul>`
}

function renderCard(row: FileRow, view: ListingView, isFirst: boolean): Html {
  const { size } = row
  const href = linkOf(row, view)
  const picture =
    iconOf(row) === 'image'
      ? html`<img src="${href}" alt="" loading="${isFirst ? 'eager' : 'lazy'}" decoding="async">`
      : renderIcon(iconOf(row))
  return html`<li data-kind="${iconOf(row)}"><div class="name"><a href="${href}"><span class="thumb">${picture}</span>${renderLabel(row)}</a></div>${size === null ? '' : html`<span class="dim">${renderBytes(size)}</span>`}</li>
`
}

function renderLabel({ name, type }: FileRow): Html {
  const slash = type === 'directory' ? '/' : ''
  return html`<span class="label"><bdi>${renderPrintable(name)}</bdi>${slash}</span>`
}

function iconOf({ name, type }: FileRow): IconName {
  return type === 'directory' ? 'directory' : kindOf(name)
}

/** A folder is opened in the view that its parent has. */
function linkOf({ name, type }: FileRow, view: ListingView): string {
  const isDirectory = type === 'directory'
  return childLink(name, isDirectory) + (isDirectory ? carried(view) : '')
}

function carried({ view }: ListingView): string {
  return viewQuery({ ...defaultView, view })
}

function renderBytes(size: number): Html {
  const exact = `${renderCount(size)} ${size === 1 ? 'byte' : 'bytes'}`
  return html`<data value="${size}" title="${exact}">${renderSize(size)}</data>`
}

function renderTime(lastModified: number, now: number): Html {
  const iso = new Date(lastModified).toISOString()
  return html`<time datetime="${iso}" title="${renderDate(lastModified)}">${renderAge(lastModified, now)}</time>`
}
