import type { Exchange } from '../exchange.ts'
import { bytesRepresentation } from '../files/representation.ts'
import { representationResponse } from '../files/respond.ts'
import type { DirectoryEntry, Listed } from '../files/source.ts'
import { errorResponse } from '../page/error.ts'
import type { Html } from '../page/markup.ts'
import { pageFields } from '../page/page.ts'
import { madeOf } from './folder.ts'
import { kindOf } from './kind.ts'
import type { RenderMarkdown } from './readme-text.ts'

export interface ProseOptions {
  readonly directory: DirectoryEntry
  /** A file of the directory. */
  readonly name: string
  readonly isShown: (listed: Listed) => boolean
  readonly render: RenderMarkdown | null
}

/** Answers with Markdown as a part of a page, for Quick Look: its links are relative to the folder. */
export async function proseResponse(
  exchange: Exchange,
  { directory, name, isShown, render }: ProseOptions,
): Promise<Response | null> {
  const isIt = kindOf(name) === 'markdown' && !name.includes('/') && isShown({ name, kind: 'file' })
  const prose = isIt && render !== null ? await readProse(directory, name, render) : null
  if (prose === null) {
    exchange.note('listing', 'no Markdown of this name that can be rendered')
    const detail = 'There is no Markdown of this name here, or it is too large.'
    return errorResponse(exchange, { status: 404, detail })
  }
  exchange.note('listing', 'Markdown, rendered')
  const { bytes, etag } = await madeOf(String(prose))
  const representation = bytesRepresentation(bytes, 'text/html; charset=utf-8', {
    validators: { etag },
    fields: pageFields(),
  })
  return representationResponse(exchange, representation)
}

/** `null`: there is no such file, or it is too large. */
async function readProse(
  directory: DirectoryEntry,
  name: string,
  render: RenderMarkdown,
): Promise<Html | null> {
  const { readText, renderProse } = await import('./readme-text.ts')
  const text = await readText(directory, name)
  return text === null ? null : renderProse(text, render)
}
