import { type IconName, renderIcon } from '../page/icon.ts'
import { escaped } from '../page/markup.ts'
import { childLink } from '../path/encode.ts'
import type { FileRow } from './entries.ts'
import { renderIso } from './iso.ts'
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

/** The row of the folder above. */
export const parentRow = `<tr data-kind="parent"><td><div class="name"><a href="../">${renderIcon('parent')}<span class="dim">Parent folder</span></a></div></td><td></td><td></td></tr>
`

/**
 * Renders an entry as a row. A folder has thousands of them, and `html` would take three times as
 * long: what comes from the disk, its name and its link, is escaped by hand.
 */
export function renderRow(row: FileRow, kind: IconName, { now, view }: RowsContext): string {
  const { type, size, lastModified, folder } = row
  const slash = type === 'directory' ? '/' : ''
  const where = folder ? `<span class="dim">${escaped(renderPrintable(folder))}</span>` : ''
  const bytes = size === null ? '' : renderBytes(size)
  const time = lastModified === null ? '' : renderTime(lastModified, now)
  return `<tr data-kind="${kind}"><td><div class="name"><a href="${escaped(linkOf(row, view))}">${renderIcon(kind)}<span class="label"><bdi>${escaped(renderPrintable(row.name))}</bdi>${slash}</span>${where}</a></div></td><td>${bytes}</td><td>${time}</td></tr>
`
}

/** Renders an entry as a card of the gallery; the picture of a first one is loaded at once. */
export function renderCard(
  row: FileRow,
  kind: IconName,
  { now, view }: RowsContext,
  isFirst: boolean,
): string {
  const { name, type, size, lastModified } = row
  const href = escaped(linkOf(row, view))
  const loading = isFirst ? 'eager' : 'lazy'
  const isImage = kind === 'image'
  const picture = isImage
    ? `<img src="${href}" alt="" loading="${loading}" decoding="async">`
    : renderIcon(kind)
  const bytes = size === null ? '' : renderBytes(size)
  const time = lastModified === null ? '' : renderTime(lastModified, now)
  const says = view.sort === 'modified' ? time : bytes
  const below = says && `<span class="dim">${says}</span>`
  const slash = type === 'directory' ? '/' : ''
  return `<li data-kind="${kind}"><div class="name"><a href="${href}"><span class="thumb">${picture}</span><span class="label"><bdi>${escaped(renderPrintable(name))}</bdi>${slash}</span></a></div>${below}</li>
`
}

/** A folder is opened in the view that its parent has. */
function linkOf({ name, type, folder }: FileRow, view: ListingView): string {
  const isDirectory = type === 'directory'
  const link = childLink(name, isDirectory, folder)
  return isDirectory && !folder ? link + carried(view) : link
}

function renderBytes(size: number): string {
  const exact = `${renderCount(size)} ${size === 1 ? 'byte' : 'bytes'}`
  return `<data value="${size}" title="${exact}">${renderSize(size)}</data>`
}

function renderTime(lastModified: number, now: number): string {
  const iso = renderIso(lastModified)
  return `<time datetime="${iso}" title="${renderDate(iso)}">${renderAge(lastModified, now)}</time>`
}
