import { html } from 'hono/html'
import { type IconName, renderIcon } from '../page/icon.ts'
import type { Html } from '../page/page.ts'
import { childLink, linkBelow } from '../path/encode.ts'
import type { FileRow } from './entries.ts'
import { kindOf } from './kind.ts'
import { renderPrintable } from './text.ts'
import { renderAge, renderCount, renderDate, renderSize } from './units.ts'
import { defaultView, type ListingView, viewQuery } from './view.ts'

/** What is the same for all rows of a page. */
export interface RowsContext {
  readonly view: ListingView
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** The icon of an entry, which is also the kind that it is. */
export function iconOf({ name, type }: FileRow): IconName {
  return type === 'directory' ? 'directory' : kindOf(name)
}

/** What is left of a view in the folders around: not the order. */
export function carried({ view }: ListingView): string {
  return view === defaultView.view ? '' : viewQuery({ ...defaultView, view })
}

export const parentRow = html`<tr data-kind="parent"><td><div class="name"><a href="../">${renderIcon('parent')}<span class="dim">Parent folder</span></a></div></td><td></td><td></td></tr>
`

/** Renders an entry as a row: in one template, for a folder has thousands of them. */
export function renderRow(row: FileRow, kind: IconName, { now, view }: RowsContext): Html {
  const { name, size, lastModified } = row
  const icon = renderIcon(kind)
  const href = linkOf(row, view)
  const label = renderPrintable(name)
  if (size === null || lastModified === null || row.folder) {
    const bytes = size === null ? '' : renderBytes(size)
    const slash = row.type === 'directory' ? '/' : ''
    const where = row.folder ? html`<span class="dim">${renderPrintable(row.folder)}</span>` : ''
    const time = lastModified === null ? '' : renderTime(lastModified, now)
    return html`<tr data-kind="${kind}"><td><div class="name"><a href="${href}">${icon}<span class="label"><bdi>${label}</bdi>${slash}</span>${where}</a></div></td><td>${bytes}</td><td>${time}</td></tr>
`
  }
  const iso = new Date(lastModified).toISOString()
  return html`<tr data-kind="${kind}"><td><div class="name"><a href="${href}">${icon}<span class="label"><bdi>${label}</bdi></span></a></div></td><td><data value="${size}" title="${renderExact(size)}">${renderSize(size)}</data></td><td><time datetime="${iso}" title="${renderDate(iso)}">${renderAge(lastModified, now)}</time></td></tr>
`
}

/** Renders an entry as a card of the gallery; the picture of a first one is loaded at once. */
export function renderCard(
  row: FileRow,
  kind: IconName,
  view: ListingView,
  isFirst: boolean,
): Html {
  const { name, type, size } = row
  const href = linkOf(row, view)
  const loading = isFirst ? 'eager' : 'lazy'
  const picture =
    kind === 'image'
      ? html`<img src="${href}" alt="" loading="${loading}" decoding="async">`
      : renderIcon(kind)
  const bytes = size === null ? '' : html`<span class="dim">${renderBytes(size)}</span>`
  const slash = type === 'directory' ? '/' : ''
  return html`<li data-kind="${kind}"><div class="name"><a href="${href}"><span class="thumb">${picture}</span><span class="label"><bdi>${renderPrintable(name)}</bdi>${slash}</span></a></div>${bytes}</li>
`
}

/** A folder is opened in the view that its parent has. */
function linkOf({ name, type, folder }: FileRow, view: ListingView): string {
  const isDirectory = type === 'directory'
  if (folder) return linkBelow(folder, name, isDirectory)
  return childLink(name, isDirectory) + (isDirectory ? carried(view) : '')
}

function renderBytes(size: number): Html {
  return html`<data value="${size}" title="${renderExact(size)}">${renderSize(size)}</data>`
}

function renderExact(size: number): string {
  return `${renderCount(size)} ${size === 1 ? 'byte' : 'bytes'}`
}

function renderTime(lastModified: number, now: number): Html {
  const iso = new Date(lastModified).toISOString()
  return html`<time datetime="${iso}" title="${renderDate(iso)}">${renderAge(lastModified, now)}</time>`
}
