import { html } from 'hono/html'
import { type Html, renderPage } from '../page/page.ts'
import { childLink } from '../path/encode.ts'
import type { Row } from './entries.ts'
import { renderDate, renderSize } from './units.ts'

/** Renders a folder as a page, its rows in the order given. */
export function renderListing(pathname: string, rows: readonly Row[]): Html {
  const title = `Index of ${pathname}`
  const isRoot = pathname === '/'
  return renderPage(
    title,
    html`<h1>${title}</h1>
<table>
<thead><tr><th scope="col">Name</th><th scope="col">Size</th><th scope="col">Changed</th></tr></thead>
<tbody>
${isRoot ? '' : html`<tr><td><a href="../">..</a></td><td></td><td></td></tr>`}
${rows.map(renderRow)}
</tbody>
</table>
${rows.length === 0 ? html`<p class="note">This folder is empty.</p>` : ''}`,
  )
}

function renderRow({ name, type, size, lastModified }: Row): Html {
  const isDirectory = type === 'directory'
  return html`<tr><td><a href="${childLink(name, isDirectory)}">${name}${isDirectory ? '/' : ''}</a></td><td>${size === null ? '' : renderSize(size)}</td><td>${lastModified === null ? '' : renderDate(lastModified)}</td></tr>
`
}
