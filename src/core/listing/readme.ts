import { html, raw } from 'hono/html'
import type { DirectoryEntry } from '../files/source.ts'
import type { Html } from '../page/page.ts'
import type { FileRow } from './entries.ts'
import { renderPrintable } from './text.ts'

/** Renders Markdown as HTML in which nothing of the text is markup, its headings from `h3` on. */
export type RenderMarkdown = (text: string) => string | Promise<string>

/** The largest file that is shown below a listing, in bytes. */
const MAX_SIZE = 256 * 1024

/** What a folder says of itself, the first that is there. */
const NAMES = [/^readme\.(?:md|markdown)$/i, /^readme(?:\.txt)?$/i]

/** The file of a folder that explains it, as a part of a page; `null`: there is none. */
export async function readReadme(
  directory: DirectoryEntry,
  rows: readonly FileRow[],
  render: RenderMarkdown | null,
): Promise<Html | null> {
  const files = rows.filter(({ type, size }) => type === 'file' && (size ?? 0) <= MAX_SIZE)
  const names = NAMES.map((pattern) => files.find(({ name }) => pattern.test(name))?.name)
  const name = names.find((found) => found !== undefined)
  if (name === undefined) return null
  const text = await textOf(directory, name)
  if (text === null || text.trim() === '') return null
  const isMarkdown = name === names[0] && render !== null
  const content = isMarkdown
    ? html`<div class="prose">${raw(await render(text))}</div>`
    : html`<pre class="prose" tabindex="0">${text}</pre>`
  return html`<section class="card readme" aria-labelledby="readme">
<h2 id="readme"><bdi>${renderPrintable(name)}</bdi></h2>
${content}
</section>`
}

/** `null`: it is no longer there. */
async function textOf(directory: DirectoryEntry, name: string): Promise<string | null> {
  const [entry] = await directory.describe([name])
  if (entry?.kind !== 'file' || entry.size > MAX_SIZE) return null
  const body = await entry.body(0, entry.size)
  return body && new Response(body).text()
}
