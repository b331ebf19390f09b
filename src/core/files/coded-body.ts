import { after } from '../after.ts'
import { codedBody } from '../coded-stream.ts'
import type { Exchange } from '../exchange.ts'
import type { ResponseBody } from '../http/body.ts'
import { isWeak } from '../http/validators.ts'
import type { Coder } from '../platform.ts'
import type { Representation } from './representation.ts'
import type { FileEntry } from './source.ts'

/** Up to here the coded bytes of a file are kept for as long as its entry: to make them costs more. */
const KEPT = 64 * 1024

/** Coded bytes; `null`: it was no longer the file that was found. */
type Made = Uint8Array<ArrayBuffer> | null

/** The coded bytes of files, by what made them. */
const kept = new WeakMap<FileEntry, Map<Coder, Made | Promise<Made>>>()

/** What a representation has, in a coding. */
export function bodyIn(
  exchange: Exchange,
  own: Representation,
  coding: string,
): ResponseBody | null | Promise<ResponseBody | null> {
  const code = () =>
    after(own.body(0), (body) => body && codedBody(exchange, coding, body, own.size))
  const coder = exchange.codings[coding]
  return coder !== undefined && isKept(own) ? keptBody(own.file, coder, code) : code()
}

/** While a file is young, its next state may look the same. */
function isKept(own: Representation): own is Representation & { file: FileEntry } {
  const { file, size, validators } = own
  if (file === undefined || size === null || size > KEPT) return false
  return validators.etag !== undefined && !isWeak(validators.etag)
}

function keptBody(
  file: FileEntry,
  coder: Coder,
  code: () => ResponseBody | null | Promise<ResponseBody | null>,
): Made | Promise<Made> {
  const bodies = kept.get(file) ?? new Map<Coder, Made | Promise<Made>>()
  kept.set(file, bodies)
  const known = bodies.get(coder)
  if (known !== undefined) return known
  const bytes = bytesOf(code)
  bodies.set(coder, bytes)
  bytes.then(
    (made) => (made === null ? bodies.delete(coder) : bodies.set(coder, made)),
    () => bodies.delete(coder),
  )
  return bytes
}

async function bytesOf(
  code: () => ResponseBody | null | Promise<ResponseBody | null>,
): Promise<Made> {
  const body = await code()
  return body === null ? null : new Uint8Array(await new Response(body).arrayBuffer())
}
