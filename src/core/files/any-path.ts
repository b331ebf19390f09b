import { after } from '../after.ts'
import type { Answer, Exchange } from '../exchange.ts'
import type { Served } from './served.ts'
import type { DirectoryEntry, Entry, FileEntry } from './source.ts'

/** The pages that stand for their folder, the first that is there. */
const INDEXES = ['index.html', 'index.htm']

/** Answers with a file under its own name, and with a page also without its `.html`. */
export class AnyPath {
  readonly #served: Served

  constructor(served: Served) {
    this.#served = served
  }

  answer(exchange: Exchange, path: string, entry: Entry | null): Answer {
    const { slash } = exchange.url
    if (entry?.kind === 'file' && (path === '' || !slash)) {
      return this.#served.file(exchange, path, entry)
    }
    if (entry?.kind === 'directory' && (path === '' || slash)) {
      return this.#index(exchange, path, entry)
    }
    return after(this.#served.findFile(exchange, `${path}.html`), (page) => {
      if (page !== null) return this.#page(exchange, `${path}.html`, page)
      if (entry?.kind === 'directory') return this.#index(exchange, path, entry)
      if (entry !== null) exchange.note('file', 'a file, asked with a slash at its end')
      return null
    })
  }

  /** A page asked without its `.html`; with a slash, its links would lead below it. */
  #page(exchange: Exchange, path: string, page: FileEntry): Answer {
    if (!exchange.url.slash) return this.#served.file(exchange, path, page)
    return this.#served.redirect(exchange, exchange.url.pathname.replace(/\/$/, ''))
  }

  #index(exchange: Exchange, path: string, directory: DirectoryEntry, at = 0): Answer {
    const name = INDEXES[at]
    if (name === undefined) {
      return this.#served.folder(exchange, { path, directory, hasIndex: false })
    }
    const index = path === '' ? name : `${path}/${name}`
    return after(this.#served.findFile(exchange, index), (file) => {
      if (file === null) return this.#index(exchange, path, directory, at + 1)
      return exchange.url.slash && exchange.url.isCanonical
        ? this.#served.file(exchange, index, file)
        : this.#served.folder(exchange, { path, directory, hasIndex: true })
    })
  }
}
