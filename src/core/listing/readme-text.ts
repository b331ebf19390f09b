import type { DirectoryEntry } from '../files/source.ts'
import { type Html, html, raw } from '../page/markup.ts'
import { renderPrintable } from './text.ts'

/** Renders Markdown as HTML in which nothing of the text is markup, its headings from `h3` on. */
export type RenderMarkdown = (text: string) => string | Promise<string>

/** The largest file that is shown below a listing, in bytes. */
const MAX_SIZE = 256 * 1024

const MARKDOWN = /\.(?:md|markdown)$/i

/** The first of the files of a folder that has text, as a part of a page; `null`: none has. */
export async function firstReadme(
  directory: DirectoryEntry,
  names: readonly string[],
  render: RenderMarkdown | null,
): Promise<Html | null> {
  for (const name of names) {
    const text = await readText(directory, name)
    if (text === null || text.trim() === '') continue
    const content =
      MARKDOWN.test(name) && render !== null
        ? await renderProse(text, render)
        : html`<pre class="prose" dir="auto" tabindex="0">${text}</pre>`
    return html`<section class="card readme" aria-labelledby="readme">
<h2 id="readme"><bdi>${renderPrintable(name)}</bdi></h2>
${content}
</section>`
  }
  return null
}

/** Markdown as a part of a page. */
export async function renderProse(text: string, render: RenderMarkdown): Promise<Html> {
  return html`<div class="prose" dir="auto">${raw(await render(text))}</div>`
}

/** The text of a file that is not too large; `null`: it is, or it is not there. */
export async function readText(directory: DirectoryEntry, name: string): Promise<string | null> {
  const [entry] = await directory.describe([name])
  if (entry?.kind !== 'file' || entry.size > MAX_SIZE) return null
  const body = await entry.body(0, entry.size)
  return body && new Response(body).text()
}
