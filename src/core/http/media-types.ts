// Media types: RFC 9110 §8.3.

import { isTextName, typeOfExtension } from './media-type-table.ts'

/**
 * The `Content-Type` of a file by its name: `notes.md` => `text/markdown; charset=utf-8`.
 *
 * Every `text/*` is taken to be UTF-8. JSON has no such parameter (RFC 8259 §11), and XML says its
 * encoding itself (RFC 7303 §3.2). What the name does not tell is `application/octet-stream`.
 */
export function mediaType(name: string): string {
  const base = name.slice(name.lastIndexOf('/') + 1).toLowerCase()
  const dot = base.lastIndexOf('.')
  const type = (dot === -1 ? undefined : typeOfExtension(base.slice(dot + 1))) ?? typeOfName(base)
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type
}

function typeOfName(base: string): string {
  return isTextName(base) || isTextName(stemOf(base)) ? 'text/plain' : 'application/octet-stream'
}

/** `license-mit` => `license`: what a name says that has no extension which does. */
export function stemOf(base: string): string {
  return base.split(/(?<=.)[.-]/, 1)[0]!
}

/**
 * Whether a file begins like an MPEG transport stream, which shares `.ts` and `.mts` with TypeScript.
 *
 * Packets of 188 bytes begin with 0x47, or of 192 with a time code before it; each that is given is
 * looked at, and two are needed. No source code holds a NUL.
 */
export function isTransportStream(bytes: Uint8Array): boolean {
  return bytes.includes(0) && (hasPackets(bytes, 0, 188) || hasPackets(bytes, 4, 192))
}

function hasPackets(bytes: Uint8Array, first: number, length: number): boolean {
  if (bytes.length <= first + length) return false
  for (let at = first; at < bytes.length; at += length) {
    if (bytes[at] !== 0x47) return false
  }
  return true
}

/** What is not text by its name or suffix, and not compressed by itself. */
const COMPRESSIBLE = new Set([
  'application/javascript',
  'application/json',
  'application/json5',
  'application/x-ndjson',
  'application/xml',
  'application/xml-dtd',
  'application/rtf',
  'application/wasm',
  'application/x-tar',
  'application/vnd.apple.mpegurl',
  'application/vnd.ms-fontobject',
  'application/vnd.sqlite3',
  'audio/mpegurl',
  'font/collection',
  'font/otf',
  'font/ttf',
  'image/bmp',
  'image/vnd.microsoft.icon',
  'model/obj',
  'model/stl',
])

/** Whether a content coding is worth its time for a media type, whatever its parameters. */
export function isCompressible(type: string): boolean {
  const [essence = ''] = type.toLowerCase().split(';', 1)
  const name = essence.trim()
  return name.startsWith('text/') || /\+(?:json|xml|yaml)$/.test(name) || COMPRESSIBLE.has(name)
}
