import { after } from '../after.ts'
import type { Answer, Exchange } from '../exchange.ts'
import { locationOf } from '../path/canonical.ts'
import type { FileSender } from './send.ts'
import type { DirectoryEntry, Entry, FileEntry, FileSource } from './source.ts'

/** Answers for a folder that has no index. */
export type ListingStep = (exchange: Exchange, directory: DirectoryEntry, path: string) => Answer

export interface ServedOptions {
  readonly send: FileSender
  /** Whether a name is served as a file. */
  readonly isServed: (name: string) => boolean
  /** Answers for a folder without an index; `null`: folders are not listed. */
  readonly listing: ListingStep | null
}

/** A folder that was found at a path. */
export interface FoundFolder {
  readonly path: string
  readonly directory: DirectoryEntry
  /** Whether it has a page of its own, so that it is not listed. */
  readonly hasIndex: boolean
}

/** The files and folders of a source, and the answers for them once they are found. */
export class Served {
  readonly #source: FileSource
  readonly #options: ServedOptions

  constructor(source: FileSource, options: ServedOptions) {
    this.#source = source
    this.#options = options
  }

  /** `null`: there is nothing, or its name says that it is something else. */
  find(exchange: Exchange, path: string): Entry | null | Promise<Entry | null> {
    return this.#options.isServed(path) ? exchange.look(() => this.#source.find(path)) : null
  }

  /** As `find`; `null` for a folder too. */
  findFile(exchange: Exchange, path: string): FileEntry | null | Promise<FileEntry | null> {
    if (path === '.html') return null
    return after(this.find(exchange, path), (entry) => (entry?.kind === 'file' ? entry : null))
  }

  file(exchange: Exchange, path: string, file: FileEntry): Answer {
    if (!offersReading(exchange)) return null
    if (!exchange.url.isCanonical) return redirect(exchange, exchange.url.pathname)
    exchange.note('file', path || file.name)
    return this.#options.send(exchange, path, file)
  }

  /** A folder under its name with a slash, listed if it has no index. */
  folder(exchange: Exchange, { path, directory, hasIndex }: FoundFolder): Answer {
    const { listing } = this.#options
    if (!hasIndex && listing === null) return null
    if (!offersReading(exchange)) return null
    if (!exchange.url.slash || !exchange.url.isCanonical) {
      return redirect(exchange, exchange.url.pathname.replace(/\/?$/, '/'))
    }
    return listing?.(exchange, directory, path) ?? null
  }

  /** Leads to the path that a page has. */
  redirect(exchange: Exchange, pathname: string): Answer {
    return offersReading(exchange) ? redirect(exchange, pathname) : null
  }
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
