import { after } from '../after.ts'
import type { Exchange } from '../exchange.ts'
import { valueSetBy } from '../field-changes.ts'
import type { Fields } from '../fields.ts'
import type { ResponseBody } from '../http/body.ts'
import { isTransportStream, mediaType } from '../http/media-types.ts'
import { type Validators, validatorsOf } from '../http/validators.ts'
import type { FileEntry } from './source.ts'

/** An entry as it will be sent. */
export interface Representation {
  /** The media type, with its parameters. */
  readonly type: string
  /** Bytes; `null`: not known before they are sent, and then there are no ranges of it. */
  readonly size: number | null
  /** Whether it is made anew each time, so that two parts of it may not fit: it has no ranges. */
  readonly isMadeAnew?: boolean
  /** The content coding that the bytes are in. @default 'identity' */
  readonly coding?: string
  readonly validators: Validators
  /** The file whose bytes it has. */
  readonly file?: FileEntry
  /** Fields of its own beside type, length and validators. */
  readonly fields?: Fields
  /** As `FileEntry.body`; without an end, all of it. */
  body(start: number, end?: number): ResponseBody | null | Promise<ResponseBody | null>
}

/** Whether parts of a representation can be asked for, as far as it and its owner go: §14.3. */
export function hasRanges(
  exchange: Exchange,
  found: Representation,
): found is Representation & { size: number } {
  if (found.size === null || found.isMadeAnew === true) return false
  return valueSetBy(exchange.changes, 'accept-ranges')?.toLowerCase() !== 'none'
}

/** A file as it is: its bytes, the type that its name says, and strong validators. */
export function fileRepresentation(file: FileEntry): Representation | Promise<Representation> {
  const type = mediaType(file.name)
  if (!/\.m?ts$/i.test(file.name)) return representationOf(file, type)
  return after(beginsAsTransportStream(file), (isVideo) =>
    representationOf(file, isVideo ? 'video/mp2t' : type),
  )
}

function representationOf(file: FileEntry, type: string): Representation {
  return {
    type,
    size: file.size,
    validators: validatorsOf(file),
    file,
    // No viewer may show such a picture without it: SVG 2 §2.5, Conforming SVG Viewers.
    ...(/\.svgz$/i.test(file.name) && { fields: { 'Content-Encoding': 'gzip' } }),
    body: (start, end = file.size) => file.body(start, end),
  }
}

/** TypeScript and MPEG transport streams share a file extension. */
async function beginsAsTransportStream(file: FileEntry): Promise<boolean> {
  const head = await file.body(0, Math.min(file.size, 3 * 188))
  return head !== null && isTransportStream(new Uint8Array(await new Response(head).arrayBuffer()))
}

/** Bytes that are known in full, such as a listing. */
export function bytesRepresentation(
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
  { validators = {}, fields = {} }: { validators?: Validators; fields?: Fields } = {},
): Representation {
  return {
    type,
    size: bytes.byteLength,
    validators,
    fields,
    body: (start, end) => bytes.subarray(start, end),
  }
}
