import { after } from '../after.ts'
import type { Answer, Exchange } from '../exchange.ts'
import { varied } from '../fields.ts'
import { isCompressible } from '../http/media-types.ts'
import { type CachePolicyOptions, cachePolicy } from './cache-policy.ts'
import { lookAgain } from './look-again.ts'
import { fileRepresentation, type Representation } from './representation.ts'
import { representationResponse } from './respond.ts'
import type { FindSibling } from './sibling.ts'
import type { FileEntry, FileSource } from './source.ts'

/** Answers with a file that was found at a path. */
export type FileSender = (exchange: Exchange, path: string, file: FileEntry) => Answer

export interface FileSenderOptions extends CachePolicyOptions {
  /** Finds the stored codings of a file; `null`: there are none. */
  readonly siblings: FindSibling | null
}

/** Sends the files of a source, in a stored coding where the client prefers one. */
export function fileSender(
  source: FileSource,
  { siblings, ...caching }: FileSenderOptions,
): FileSender {
  const cacheControl = cachePolicy(caching)

  function ownOf(entry: FileEntry): Representation | Promise<Representation> {
    return after(fileRepresentation(entry), (found) =>
      after(cacheControl(entry.name), (value) => cachedFor(found, value)),
    )
  }

  function send(exchange: Exchange, path: string, entry: FileEntry): Answer {
    return after(ownOf(entry), (own) => {
      if (!mayBeStoredCoded(own)) return representationResponse(exchange, own)
      const varying = { ...own, fields: varied(own.fields ?? {}, 'Accept-Encoding') }
      const best = siblings?.(exchange, { path, entry }, varying) ?? varying
      return after(best, (representation) => representationResponse(exchange, representation))
    })
  }

  function sendAgain(exchange: Exchange, path: string): Promise<Response | null> {
    return lookAgain(exchange, async () => {
      const entry = await source.find(path)
      if (entry === null) return null
      return (entry.kind === 'file' ? await send(exchange, path, entry) : null) ?? 'changed'
    })
  }

  return (exchange, path, file) =>
    after(send(exchange, path, file), (response) => response ?? sendAgain(exchange, path))
}

/** What is compressed by itself is stored in no coding; of what has no known type, its owner knows best. */
function mayBeStoredCoded({ type, fields }: Representation): boolean {
  if (fields?.['Content-Encoding'] !== undefined) return false
  return isCompressible(type) || type === 'application/octet-stream'
}

function cachedFor(found: Representation, cacheControl: string | null): Representation {
  if (cacheControl === null) return found
  return { ...found, fields: { ...found.fields, 'Cache-Control': cacheControl } }
}
