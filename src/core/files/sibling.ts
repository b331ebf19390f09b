import { after } from '../after.ts'
import { acceptEncodingOf, acceptedCoding, codingsFor } from '../coding.ts'
import type { Exchange } from '../exchange.ts'
import { validatorsOf } from '../http/validators.ts'
import type { Representation } from './representation.ts'
import type { Entry, FileEntry, FileSource } from './source.ts'

/** What follows the name of a file where its content is stored in a coding, the best first. */
export const suffixes: Readonly<Record<string, string>> = { br: '.br', zstd: '.zst', gzip: '.gz' }

const codings = Object.keys(suffixes)

/** How long it is remembered that there is no sibling, in milliseconds. */
const MEMORY_MS = 1000

/** Finds the stored, coded form of a file, such as `app.js.br` beside `app.js`. */
export type FindSibling = (
  exchange: Exchange,
  file: { readonly path: string; readonly entry: FileEntry },
  own: Representation,
) => Representation | Promise<Representation>

/**
 * Looks for siblings in a source. They stand for the file itself, unless they are older than it, or
 * the client prefers what can be made of the file on the way.
 *
 * A sibling that is not there is asked for once a second at most: until then the file is sent as it
 * is, which is as true.
 */
export function siblingsOf(source: FileSource): FindSibling {
  let absent = new Set<string>()
  let since = 0

  function forget(): void {
    const age = Date.now() - since
    if (age >= 0 && age < MEMORY_MS) return
    since += age
    absent = new Set()
  }

  return (exchange, { path, entry }, own) => {
    if (acceptEncodingOf(exchange) === null) return own

    function among(codings: readonly string[]): Representation | Promise<Representation> {
      const coding = codings.length === 0 ? null : acceptedCoding(exchange, codings)
      if (coding === null || coding === 'identity') return own
      return after(
        exchange.look(() => source.find(path + suffixes[coding])),
        (found) => {
          if (isSibling(found, entry)) {
            if (!isPreferred(exchange, own, coding)) return own
            exchange.note('file', path + suffixes[coding])
            return siblingRepresentation(own, found, coding)
          }
          absent.add(path + suffixes[coding])
          return among(codings.filter((other) => other !== coding))
        },
      )
    }

    forget()
    return among(codings.filter((coding) => !absent.has(path + suffixes[coding])))
  }
}

function isSibling(found: Entry | null, entry: FileEntry): found is FileEntry {
  return found?.kind === 'file' && found.size > 0 && found.lastModified >= entry.lastModified
}

function siblingRepresentation(
  { type, fields }: Representation,
  file: FileEntry,
  coding: string,
): Representation {
  const { etag, ...validators } = validatorsOf(file)
  return {
    type,
    size: file.size,
    coding,
    validators:
      etag === undefined ? validators : { ...validators, etag: `${etag.slice(0, -1)}-${coding}"` },
    file,
    fields,
    body: (start, end = file.size) => file.body(start, end),
  }
}

/** Of equals the stored form, which costs nothing. */
function isPreferred(exchange: Exchange, own: Representation, coding: string): boolean {
  return acceptedCoding(exchange, [coding, ...codingsFor(exchange, own)]) === coding
}
