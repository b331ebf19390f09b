import { after } from '../after.ts'
import type { Answer, Exchange, Step } from '../exchange.ts'
import { lateStep } from '../late-step.ts'
import { sourcePath } from '../path/decode.ts'
import { AnyPath } from './any-path.ts'
import type { CachePolicyOptions } from './cache-policy.ts'
import type { HtmlHandling } from './html.ts'
import { fileSender } from './send.ts'
import { type ListingStep, Served } from './served.ts'
import type { FindSibling } from './sibling.ts'
import type { Entry, FileSource } from './source.ts'

export type { ListingStep } from './served.ts'

export interface FileStepOptions extends CachePolicyOptions {
  /** Finds the stored codings of a file; `null`: there are none. */
  siblings: FindSibling | null
  /** Under which paths an HTML file is found. @default 'any' */
  html?: HtmlHandling
  /** Whether a name is served as a file. @default () => true */
  isServed?: (name: string) => boolean
  /** Answers for a folder without an index; `null`: folders are not listed. @default null */
  listing?: ListingStep | null
}

/** Serves the files of a source, the index of a folder, or its listing. */
export function fileStep(
  source: FileSource,
  { siblings, html = 'any', isServed = () => true, listing = null, ...caching }: FileStepOptions,
): Step {
  const send = fileSender(source, { siblings, ...caching })
  const served = new Served(source, { send, isServed, listing })
  if (html === 'any') return pathStep(served, new AnyPath(served))
  return lateStep(async () => {
    const { OnePath } = await import('./one-path.ts')
    return pathStep(served, new OnePath(served, html))
  })
}

/** Answers for what was found at a path; `null` is nothing, which may be a page all the same. */
interface Paths {
  answer(exchange: Exchange, path: string, entry: Entry | null): Answer
}

function pathStep(served: Served, paths: Paths): Step {
  return (exchange) => {
    const path = sourcePath(exchange.url.segments)
    if (path === null) return null
    return after(served.find(exchange, path), (entry) => paths.answer(exchange, path, entry))
  }
}
