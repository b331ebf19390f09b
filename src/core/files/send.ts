import { after } from '../after.ts'
import type { Answer, Exchange } from '../exchange.ts'
import { type CachePolicyOptions, cachePolicy } from './cache-policy.ts'
import { lookAgain } from './look-again.ts'
import { fileRepresentation, type Representation } from './representation.ts'
import { representationResponse } from './respond.ts'
import { siblingsOf } from './sibling.ts'
import type { FileEntry, FileSource } from './source.ts'

/** Answers with a file that was found at a path. */
export type FileSender = (exchange: Exchange, path: string, file: FileEntry) => Answer

/** Sends the files of a source, in a stored coding where the client prefers one. */
export function fileSender(source: FileSource, caching: CachePolicyOptions): FileSender {
  const findSibling = siblingsOf(source)
  const cacheControl = cachePolicy(caching)

  function send(exchange: Exchange, path: string, entry: FileEntry): Answer {
    return after(fileRepresentation(entry), (found) => {
      const own = cachedFor(found, cacheControl(entry.name))
      return after(findSibling(exchange, { path, entry }, own), (representation) =>
        representationResponse(exchange, representation),
      )
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

function cachedFor(found: Representation, cacheControl: string | null): Representation {
  if (cacheControl === null) return found
  return { ...found, fields: { ...found.fields, 'Cache-Control': cacheControl } }
}
