import type { Exchange } from '../exchange.ts'
import { encodeHtmlPath, resolveHtml, type StrictHandling } from './html.ts'
import type { Served } from './served.ts'
import type { Entry, FileEntry } from './source.ts'

/** Answers with a page under one path, to which the others lead. */
export class OnePath {
  readonly #served: Served
  readonly #handling: StrictHandling

  constructor(served: Served, handling: StrictHandling) {
    this.#served = served
    this.#handling = handling
  }

  async answer(exchange: Exchange, path: string, entry: Entry | null): Promise<Response | null> {
    const served = this.#served
    if (path === '' && entry?.kind === 'file') return served.file(exchange, path, entry)
    const { slash } = exchange.url
    const isBare = path === '' && !slash
    const asked = `/${path}${slash && path !== '' ? '/' : ''}`
    const find = (at: string) => this.#findAt(exchange, at)
    const resolved = isBare ? null : await resolveHtml(asked, this.#handling, find)
    if (resolved?.kind === 'file') {
      return served.file(exchange, resolved.path.slice(1), resolved.file)
    }
    if (resolved?.kind === 'redirect') {
      return served.redirect(exchange, encodeHtmlPath(resolved.to))
    }
    if (entry?.kind !== 'directory') return null
    return served.folder(exchange, { path, directory: entry, hasIndex: isBare })
  }

  async #findAt(exchange: Exchange, path: string): Promise<FileEntry | null> {
    const isName = /^\/(?!.*\/\/)(?!.*\/$)/s.test(path)
    return isName ? this.#served.findFile(exchange, path.slice(1)) : null
  }
}
