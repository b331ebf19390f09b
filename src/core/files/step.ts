import { after } from '../after.ts'
import type { Answer, Exchange, Step } from '../exchange.ts'
import { errorResponse } from '../page/error.ts'
import { locationOf } from '../path/canonical.ts'
import { sourcePath } from '../path/decode.ts'
import { fileRepresentation } from './representation.ts'
import { representationResponse } from './respond.ts'
import { siblingsOf } from './sibling.ts'
import type { DirectoryEntry, Entry, FileEntry, FileSource } from './source.ts'

/** Answers for a folder that has no index. */
export type ListingStep = (exchange: Exchange, directory: DirectoryEntry, path: string) => Answer

export interface FileStepOptions {
  /** Whether a name is served as a file. @default () => true */
  isServed?: (name: string) => boolean
  /** Answers for a folder without an index; `null`: folders are not listed. @default null */
  listing?: ListingStep | null
}

/** Serves the files of a source, the index of a folder, or its listing. */
export function fileStep(
  source: FileSource,
  { isServed = () => true, listing = null }: FileStepOptions = {},
): Step {
  const findSibling = siblingsOf(source)

  function step(exchange: Exchange): Answer {
    const path = sourcePath(exchange.url.segments)
    if (path === null || !isServed(path)) return null
    return after(source.find(path), (entry) => serve(exchange, path, entry))
  }

  function serve(exchange: Exchange, path: string, entry: Entry | null): Answer {
    if (entry === null) return null
    if (entry.kind === 'directory') return serveDirectory(exchange, path, entry)
    if (exchange.url.slash && path !== '') {
      exchange.note('file', 'a file, asked with a slash at its end')
      return null
    }
    return serveFile(exchange, path, entry)
  }

  function serveDirectory(exchange: Exchange, path: string, directory: DirectoryEntry): Answer {
    const index = path === '' ? 'index.html' : `${path}/index.html`
    return after(source.find(index), (entry) => {
      if (entry?.kind !== 'file' && listing === null) return null
      if (!offersReading(exchange)) return null
      if (!exchange.url.slash || !exchange.url.isCanonical) {
        return redirect(exchange, exchange.url.pathname.replace(/\/?$/, '/'))
      }
      if (entry?.kind === 'file') return serveFile(exchange, index, entry)
      return listing?.(exchange, directory, path) ?? null
    })
  }

  function serveFile(exchange: Exchange, path: string, file: FileEntry): Answer {
    if (!offersReading(exchange)) return null
    if (!exchange.url.isCanonical) return redirect(exchange, exchange.url.pathname)
    exchange.note('file', path || file.name)
    return after(
      sendFile(exchange, path, file),
      (response) => response ?? sendAgain(exchange, path),
    )
  }

  function sendFile(exchange: Exchange, path: string, entry: FileEntry): Answer {
    return after(fileRepresentation(entry), (own) =>
      after(findSibling(exchange, { path, entry }, own), (representation) =>
        representationResponse(exchange, representation),
      ),
    )
  }

  /** The file changed between being found and being opened: one more look, then 503. */
  async function sendAgain(exchange: Exchange, path: string): Promise<Response | null> {
    const entry = await source.find(path)
    if (entry === null) return null
    const response = entry.kind === 'file' ? await sendFile(exchange, path, entry) : null
    if (response !== null) return response
    const detail = 'The file is being changed at this moment. Ask again.'
    exchange.note('file', 'it changes faster than it can be read')
    return errorResponse(exchange, { status: 503, detail, fields: { 'Retry-After': '1' } })
  }

  return step
}

/** Says that the path can be read; whether this request reads it. */
function offersReading(exchange: Exchange): boolean {
  exchange.methods.add('GET').add('HEAD')
  return exchange.isRead
}

function redirect(exchange: Exchange, pathname: string): Response {
  exchange.note('file', `the canonical path is ${pathname}`)
  return exchange.respond(307, null, {
    Location: locationOf(exchange.url, pathname),
    'Cache-Control': 'no-cache',
    'Content-Length': '0',
  })
}
