import { after } from '../after.ts'
import type { Answer, Exchange, Step } from '../exchange.ts'
import { locationOf } from '../path/canonical.ts'
import { sourcePath } from '../path/decode.ts'
import type { CachePolicyOptions } from './cache-policy.ts'
import type { HtmlHandling, StrictHandling } from './html.ts'
import { fileSender } from './send.ts'
import type { DirectoryEntry, Entry, FileEntry, FileSource } from './source.ts'

/** Answers for a folder that has no index. */
export type ListingStep = (exchange: Exchange, directory: DirectoryEntry, path: string) => Answer

export interface FileStepOptions extends CachePolicyOptions {
  /** Under which paths an HTML file is found. @default 'any' */
  html?: HtmlHandling
  /** Whether a name is served as a file. @default () => true */
  isServed?: (name: string) => boolean
  /** Answers for a folder without an index; `null`: folders are not listed. @default null */
  listing?: ListingStep | null
}

/** The pages that stand for their folder, the first that is there. */
const INDEXES = ['index.html', 'index.htm']

interface Folder {
  readonly path: string
  readonly directory: DirectoryEntry
  /** Whether it has a page of its own, so that it is not listed. */
  readonly hasIndex: boolean
}

/** Serves the files of a source, the index of a folder, or its listing. */
export function fileStep(
  source: FileSource,
  { html = 'any', isServed = () => true, listing = null, ...caching }: FileStepOptions = {},
): Step {
  const send = fileSender(source, caching)
  const serve = html === 'any' ? serveAny : strictly(html)

  function step(exchange: Exchange): Answer {
    const path = sourcePath(exchange.url.segments)
    if (path === null) return null
    const found = isServed(path) ? exchange.look(() => source.find(path)) : null
    return after(found, (entry) => serve(exchange, path, entry))
  }

  /** A file under its own name, and a page also without its `.html`. */
  function serveAny(exchange: Exchange, path: string, entry: Entry | null): Answer {
    const { slash } = exchange.url
    if (entry?.kind === 'file' && (path === '' || !slash)) return serveFile(exchange, path, entry)
    if (entry?.kind === 'directory' && (path === '' || slash)) {
      return serveIndex(exchange, path, entry)
    }
    return after(findFile(exchange, `${path}.html`), (page) => {
      if (page !== null) return servePage(exchange, `${path}.html`, page)
      if (entry?.kind === 'directory') return serveIndex(exchange, path, entry)
      if (entry !== null) exchange.note('file', 'a file, asked with a slash at its end')
      return null
    })
  }

  /** A page asked without its `.html`; with a slash, its links would lead below it. */
  function servePage(exchange: Exchange, path: string, page: FileEntry): Answer {
    if (!exchange.url.slash) return serveFile(exchange, path, page)
    return offersReading(exchange)
      ? redirect(exchange, exchange.url.pathname.replace(/\/$/, ''))
      : null
  }

  function serveIndex(
    exchange: Exchange,
    path: string,
    directory: DirectoryEntry,
    [name, ...others] = INDEXES,
  ): Answer {
    if (name === undefined) return serveFolder(exchange, { path, directory, hasIndex: false })
    const index = path === '' ? name : `${path}/${name}`
    return after(findFile(exchange, index), (file) => {
      if (file === null) return serveIndex(exchange, path, directory, others)
      return exchange.url.slash && exchange.url.isCanonical
        ? serveFile(exchange, index, file)
        : serveFolder(exchange, { path, directory, hasIndex: true })
    })
  }

  /** A folder under its name with a slash, listed if it has no index. */
  function serveFolder(exchange: Exchange, { path, directory, hasIndex }: Folder): Answer {
    if (!hasIndex && listing === null) return null
    if (!offersReading(exchange)) return null
    if (!exchange.url.slash || !exchange.url.isCanonical) {
      return redirect(exchange, exchange.url.pathname.replace(/\/?$/, '/'))
    }
    return listing?.(exchange, directory, path) ?? null
  }

  /** One path for each page, to which the others lead. */
  function strictly(handling: StrictHandling) {
    return async (exchange: Exchange, path: string, entry: Entry | null) => {
      if (path === '' && entry?.kind === 'file') return serveFile(exchange, path, entry)
      const { slash } = exchange.url
      const isBare = path === '' && !slash
      const asked = `/${path}${slash && path !== '' ? '/' : ''}`
      const { encodeHtmlPath, resolveHtml } = await import('./html.ts')
      const find = (at: string) => findAt(exchange, at)
      const resolved = isBare ? null : await resolveHtml(asked, handling, find)
      if (resolved?.kind === 'file') {
        return serveFile(exchange, resolved.path.slice(1), resolved.file)
      }
      if (resolved?.kind === 'redirect') {
        return offersReading(exchange) ? redirect(exchange, encodeHtmlPath(resolved.to)) : null
      }
      if (entry?.kind !== 'directory') return null
      return serveFolder(exchange, { path, directory: entry, hasIndex: isBare })
    }
  }

  async function findAt(exchange: Exchange, path: string): Promise<FileEntry | null> {
    return /^\/(?!.*\/\/)(?!.*\/$)/s.test(path) ? findFile(exchange, path.slice(1)) : null
  }

  /** `null`: there is no such file, or its name says that it is something else. */
  function findFile(
    exchange: Exchange,
    path: string,
  ): FileEntry | null | Promise<FileEntry | null> {
    if (path === '.html' || !isServed(path)) return null
    const found = exchange.look(() => source.find(path))
    return after(found, (entry) => (entry?.kind === 'file' ? entry : null))
  }

  function serveFile(exchange: Exchange, path: string, file: FileEntry): Answer {
    if (!offersReading(exchange)) return null
    if (!exchange.url.isCanonical) return redirect(exchange, exchange.url.pathname)
    exchange.note('file', path || file.name)
    return send(exchange, path, file)
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
