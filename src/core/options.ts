import type { CachePolicyOptions } from './files/cache-policy.ts'
import type { HtmlHandling } from './files/html.ts'
import type { FileSource } from './files/source.ts'
import type { Changes } from './inspect/events.ts'
import type { AnswerRecord } from './inspect/journal.ts'
import type { Checksum } from './listing/checksum.ts'
import type { RenderMarkdown } from './listing/readme-text.ts'
import type { ReadClient } from './listing/script.ts'
import type { LoadModule } from './mocks/code.ts'
import type { Delay } from './mocks/route.ts'
import type { Codings } from './platform.ts'
import type { Site } from './site.ts'

/** How a folder is shown: what a Worker is built with, and what a server is started with. */
export interface FolderOptions extends CachePolicyOptions {
  /** Whether names with a method word are routes. @default 'auto' */
  mocks?: 'auto' | 'never'
  /** Under which paths an HTML file is found. @default 'any' */
  html?: HtmlHandling
  /** Whether a navigation to a path that is not there gets `/index.html`. @default false */
  spa?: boolean
  /** Renders the README.md of a folder below its listing, safely. @default its text is shown as it is */
  markdown?: RenderMarkdown
  /** CRC-32 of bytes behind others, for archives: `crc32` of node:zlib. @default in JavaScript */
  checksum?: Checksum | undefined
  /** Who sees the routes of a folder in its listing: its owner, or everybody. @default 'local' */
  routes?: 'local' | 'listed'
  /**
   * Origins whose pages may read everything; `*` is any other, without credentials. Those of this
   * machine may read the routes; `null`: not even they. @default []
   */
  cors?: readonly string[] | null
  /** Whether pages are cut off from those of other origins, as `SharedArrayBuffer` asks. @default false */
  isolated?: boolean
}

/** What an app shows, and how. Only `source` is needed. */
export interface AppOptions extends FolderOptions {
  /** Where the files come from. */
  source: FileSource
  /** What the files mean: a value, or a function that is read once per request. @default readSite(source) */
  site?: Site | ((path?: readonly string[]) => Site | Promise<Site>)
  /**
   * Is asked to look at a path again before a 404 or 405. Where `site` is another then, the steps are
   * asked again. @default nothing is looked at
   */
  refresh?: (path: readonly string[]) => void | Promise<void>
  /** The path in front of everything: `/files`. @default '/' */
  base?: string
  /** Loads the routes that are code: consent to run them. @default they answer 403 */
  code?: LoadModule
  /** Is told what code logs, with the file that it is in. @default throws it away */
  onLog?: (file: string, values: readonly unknown[]) => void
  /** How long every answer takes at least. @default as long as it takes */
  delay?: Delay
  /** Of a hundred requests, how many fail with 503. @default 0 */
  fail?: number
  /** What the random numbers of routes follow from. @default they are different each time */
  seed?: string
  /** Whether a folder without an index is listed. @default true */
  listing?: boolean
  /** Reads the modules that the page of a listing loads. @default those of the package */
  client?: ReadClient
  /**
   * Names that the server answers to, beside localhost and addresses; what pages of other sites send
   * to it is then refused unless `cors` lets them in. `null`: any name. @default null
   */
  hosts?: readonly string[] | null
  /** What content is coded in on its way, beside the coded siblings of a file. @default gzip */
  codings?: Codings
  /**
   * Tells of every change of what is shown, so that open pages follow it.
   * @default looks at `site` where that is a function
   */
  changes?: Changes
  /** Is told of every answer. */
  onAnswer?: (record: AnswerRecord) => void
  /** Is told what went wrong behind a 500. @default throws it away */
  onError?: (error: unknown, request: Request) => void
}
