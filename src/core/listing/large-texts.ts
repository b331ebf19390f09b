// The listing of a large folder, a module that a Worker without one does not have.

import { type Html, html } from '../page/markup.ts'
import type { Asked } from './asked.ts'
import type { RouteRow } from './entries.ts'
import { type LargeFolder, largeJson, largeText, PAGE_ROWS, type Part, readPart } from './large.ts'
import { latePage } from './late.ts'
import { readReadme } from './readme.ts'
import type { RenderMarkdown } from './readme-text.ts'
import { renderCount, renderPlural } from './units.ts'
import { type ListingView, viewQuery } from './view.ts'

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
    const shown = { totals: renderPart(part), pages: renderPages(listing.view, part) }
    return { rows: part.rows, part: shown, readme }
  })
}

function renderPart({ folders, files, page }: Part): string {
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
function renderPages(view: ListingView, { page, pages }: Part): Html {
  const link = (to: number, label: string) => {
    if (to < 1 || to > pages) return ''
    const query = viewQuery(view)
    const href = `${query}${query === '' ? '?' : '&'}page=${to}`
    return html`<a class="button" href="${href}" rel="nofollow">${label}</a>`
  }
  return html`<nav class="pages" aria-label="Pages">${link(page - 1, 'Before')}<span>Page ${renderCount(page)} of ${renderCount(pages)}</span>${link(page + 1, 'Next')}</nav>`
}
