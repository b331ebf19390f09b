import type { Html } from '../page/markup.ts'
import type { FileRow, RouteRow } from './entries.ts'
import type { ClientScripts } from './script.ts'
import type { ListingView } from './view.ts'

/** A folder, as a page shows it. */
export interface Listing {
  /** Such as `http://localhost:8000`. */
  readonly origin: string
  /** The path of the root: `''` or `/files`. */
  readonly base: string
  /** What the root is called: the server's name. */
  readonly root: string
  /** The names of the folders from the root to this one, which is the last. */
  readonly names: readonly string[]
  /** In the order in which they are shown. */
  readonly rows: readonly FileRow[]
  readonly routes: readonly RouteRow[]
  readonly view: ListingView
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Whether a person looks at it: others get no links but those to the entries. */
  readonly isForPeople: boolean
  /** Whether the page is told of changes while it is open. @default false */
  readonly isLive?: boolean
  /** @default null */
  readonly scripts?: ClientScripts | null
  /** Where the folder is a large one: what part of it `rows` are. */
  readonly part?: { readonly totals: string; readonly pages: Html }
  /** What the folder says of itself. @default null */
  readonly readme?: Html | null
  /** Where `rows` are what was found. */
  readonly search?: { readonly query: string; readonly isAll: boolean }
}
