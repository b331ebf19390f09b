import type { Answer, Exchange } from '../exchange.ts'
import type { DirectoryEntry, Listed } from '../files/source.ts'
import type { ListingStep } from '../files/step.ts'
import { errorResponse } from '../page/error.ts'
import { themeOf } from '../page/page.ts'
import { archiveResponse } from './archive.ts'
import { type Asked, askedOf, nameOf } from './asked.ts'
import type { Checksum } from './checksum.ts'
import type { FolderRoutes } from './entries.ts'
import { MAX_TAGGED, type Reading, readChildren, readFolder, renderFolder } from './folder.ts'
import { foundTexts } from './late.ts'
import { proseResponse } from './prose.ts'
import type { RenderMarkdown } from './readme-text.ts'
import type { ClientScripts } from './script.ts'
import { search, wordsOf } from './search.ts'
import { sendLate, sendMade } from './send.ts'
import { SharedWork } from './shared-work.ts'
import { renderPlural } from './units.ts'
import { viewQuery } from './view.ts'

const noRoutes: FolderRoutes = { rows: [], answered: new Set() }

export interface ListingOptions {
  /** Whether a child of a folder is shown. @default () => true */
  isShown?: (listed: Listed) => boolean
  /** The routes that live in a folder; `null`: none for who asks. @default () => null */
  routesIn?: (
    exchange: Exchange,
    folder: string,
  ) => FolderRoutes | null | Promise<FolderRoutes | null>
  /** The modules that the page loads, their `src` relative to the root. @default null */
  scripts?: ClientScripts | null
  /** Renders the README.md of a folder; `null`: its text is shown. @default null */
  markdown?: RenderMarkdown | null
  /** CRC-32, for archives. @default in JavaScript */
  checksum?: Checksum | undefined
  /** Whether who asks may be told of changes. @default () => false */
  isLive?: (exchange: Exchange) => boolean
}

/** A folder, and what is asked of it. */
interface AskedFolder {
  readonly directory: DirectoryEntry
  readonly path: string
  readonly query: URLSearchParams
}

/** Lists folders as a page, as JSON or as text. */
export function listingStep(options: ListingOptions = {}): ListingStep {
  const listings = new Listings(options)
  return (exchange, directory, path) => {
    const query = new URLSearchParams(exchange.url.search)
    return listings.answer(exchange, { directory, path, query })
  }
}

class Listings {
  readonly #options: Required<Omit<ListingOptions, 'checksum'>> & Pick<ListingOptions, 'checksum'>
  readonly #readings = new SharedWork<Reading | 'large'>()

  constructor({
    isShown = () => true,
    routesIn = () => null,
    scripts = null,
    markdown = null,
    checksum,
    isLive = () => false,
  }: ListingOptions) {
    this.#options = { isShown, routesIn, scripts, markdown, checksum, isLive }
  }

  async answer(exchange: Exchange, folder: AskedFolder): Promise<Response | null> {
    const { isShown, scripts, markdown, checksum } = this.#options
    const { directory, query } = folder
    if (directory.isReadable === false) {
      exchange.note('listing', 'a folder that cannot be read')
      const detail = 'The server is not permitted to read this folder.'
      return errorResponse(exchange, { status: 403, detail })
    }
    const form = query.get('archive')
    if (form !== null) {
      const name = nameOf(exchange)
      return archiveResponse(exchange, directory, { name, form, isShown, checksum })
    }
    const name = query.get('markdown')
    if (name !== null) {
      return proseResponse(exchange, { directory, name, isShown, render: markdown })
    }
    const asked = askedOf(exchange, query, scripts)
    const words = wordsOf(query.get('q') ?? '')
    return words.length > 0 ? this.#search(asked, folder, words) : this.#list(asked, folder)
  }

  #search(asked: Asked, { directory, path, query }: AskedFolder, words: string[]): Answer {
    const { exchange } = asked
    const { isShown, routesIn } = this.#options
    const below = (folder: string) =>
      routesIn(exchange, [path, folder.slice(0, -1)].filter(Boolean).join('/'))
    const found = search(directory, words, { isShown, routesIn: below })
    exchange.note('listing', 'a search of the names below')
    return sendLate(asked, foundTexts(asked, found, query.get('q')!))
  }

  async #list(asked: Asked, folder: AskedFolder): Promise<Response | null> {
    const { exchange, listing } = asked
    const { directory, path } = folder
    const { isShown, routesIn } = this.#options
    const reading = await this.#readings.of(`${path}/${viewQuery(listing.view)}`, () =>
      readFolder(directory, isShown, listing.view),
    )
    const routes = (await routesIn(exchange, path)) ?? noRoutes
    return reading === 'large'
      ? this.#sendLarge(asked, folder, routes)
      : this.#sendRead(asked, reading, routes)
  }

  async #sendLarge(
    asked: Asked,
    { directory, query }: AskedFolder,
    routes: FolderRoutes,
  ): Promise<Response | null> {
    const { exchange, listing } = asked
    const { isShown, markdown } = this.#options
    exchange.note('listing', `more than ${renderPlural(MAX_TAGGED, 'entry')}`)
    const children = () => readChildren(directory, isShown)
    const large = { directory, view: listing.view, children }
    const page = Number(query.get('page'))
    const { largeTexts } = await import('./large-texts.ts')
    return sendLate(asked, largeTexts(asked, large, { routes: routes.rows, page, markdown }))
  }

  async #sendRead(asked: Asked, reading: Reading, routes: FolderRoutes): Promise<Response | null> {
    const { exchange, type, listing } = asked
    const { markdown } = this.#options
    exchange.note('listing', renderPlural(reading.rows.length, 'entry'))
    const isLive = this.#options.isLive(exchange)
    const content = { reading, routes, markdown, theme: () => themeOf(exchange) }
    const make = () => renderFolder(type, { ...listing, isLive, now: reading.now }, content)
    // What a folder has of routes depends on who asks.
    const isPlain = routes.rows.length === 0 && routes.answered.size === 0
    const form = JSON.stringify([type, listing.origin, listing.isForPeople, isLive])
    return sendMade(asked, await (isPlain ? once(reading.made, form, make) : make()))
  }
}

function once<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const made = known.get(key) ?? make()
  known.set(key, made)
  return made
}
