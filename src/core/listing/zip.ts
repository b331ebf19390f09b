// ZIP as PKWARE's APPNOTE 6.3.10 has it: entries stored, names in UTF-8, ZIP64 where it is needed.

/** A file or a folder of an archive, as its headers say it. */
export interface ZipEntry {
  /** `/`-separated; that of a folder ends with `/`. */
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** Milliseconds since the epoch. */
  readonly lastModified: number
}

const MAX_16 = 0xffff
const MAX_32 = 0xffffffff

const UTF_8 = 0x0800
/** The checksum comes behind the bytes. */
const HAS_DESCRIPTOR = 0x0008

/** ZIP64 is version 4.5; permissions are those of Unix. */
const VERSION = 45
const MADE_BY = (3 << 8) | VERSION
const FILE = 0o100644 * 0x10000
const FOLDER = 0o40755 * 0x10000 + 0x10

const encoder = new TextEncoder()

/** Writes what is around the bytes of the entries, one entry after the other. */
export class ZipWriter {
  /** Bytes so far, with those of the entries. */
  size = 0
  readonly #directory = new Bytes()
  #count = 0
  #begun = { name: new Uint8Array(), flags: 0, offset: 0 }

  /** What is in front of the bytes of an entry; `null`: their checksum is not known yet. */
  begin({ path, size, lastModified }: ZipEntry, checksum: number | null): Chunk {
    const name = encoder.encode(path)
    const flags = UTF_8 | (checksum === null ? HAS_DESCRIPTOR : 0)
    this.#begun = { name, flags, offset: this.size }
    const isLarge = size >= MAX_32
    const sizes = isLarge ? [size, size] : []
    const extra = extraFields(lastModified, sizes)
    // Behind a descriptor the header has no size, but ZIP64 is said by one.
    const told = isLarge ? MAX_32 : checksum === null ? 0 : size
    const header = new Bytes().u32(0x04034b50).u16(VERSION).u16(flags).u16(0)
    header
      .u32(dosTime(lastModified))
      .u32(checksum ?? 0)
      .u32(told)
      .u32(told)
    header.u16(name.length).u16(extra.length).add(name).add(extra)
    this.size += header.length + size
    return header.taken()
  }

  /** What is behind the bytes of the entry that was begun. */
  finish({ path, size, lastModified }: ZipEntry, checksum: number): Chunk {
    const { name, flags, offset } = this.#begun
    const over = (value: number) => Math.min(value, MAX_32)
    const large = [...(size >= MAX_32 ? [size, size] : []), ...(offset >= MAX_32 ? [offset] : [])]
    const extra = extraFields(lastModified, large)
    this.#directory.u32(0x02014b50).u16(MADE_BY).u16(VERSION).u16(flags).u16(0)
    this.#directory.u32(dosTime(lastModified)).u32(checksum).u32(over(size)).u32(over(size))
    this.#directory.u16(name.length).u16(extra.length).u16(0).u16(0).u16(0)
    this.#directory.u32(path.endsWith('/') ? FOLDER : FILE).u32(over(offset))
    this.#directory.add(name).add(extra)
    this.#count += 1
    const descriptor = new Bytes()
    if (flags & HAS_DESCRIPTOR) {
      descriptor.u32(0x08074b50).u32(checksum)
      if (size >= MAX_32) descriptor.u64(size).u64(size)
      else descriptor.u32(size).u32(size)
    }
    this.size += descriptor.length
    return descriptor.taken()
  }

  /** The central directory, and the end of the archive. */
  end(): Chunk {
    const start = this.size
    const all = this.#directory
    const { length } = all
    const count = this.#count
    if (count >= MAX_16 || length >= MAX_32 || start >= MAX_32) {
      all.u32(0x06064b50).u64(44).u16(MADE_BY).u16(VERSION).u32(0).u32(0)
      all.u64(count).u64(count).u64(length).u64(start)
      all
        .u32(0x07064b50)
        .u32(0)
        .u64(start + length)
        .u32(1)
    }
    all.u32(0x06054b50).u16(0).u16(0).u16(Math.min(count, MAX_16)).u16(Math.min(count, MAX_16))
    all.u32(Math.min(length, MAX_32)).u32(Math.min(start, MAX_32)).u16(0)
    this.size += all.length
    return all.taken()
  }
}

/** What an archive of these entries has, in bytes; `isSummed`: whether `begin` is told the checksum. */
export function zipSize<Entry extends ZipEntry>(
  entries: readonly Entry[],
  isSummed: (entry: Entry) => boolean,
): number {
  let size = 0
  let directory = 0
  for (const entry of entries) {
    const isLarge = entry.size >= MAX_32
    const fixed = lengthOf(entry.path) + (hasSeconds(entry.lastModified) ? 9 : 0)
    directory += 46 + fixed + largeLength((isLarge ? 2 : 0) + (size >= MAX_32 ? 1 : 0))
    size += 30 + fixed + largeLength(isLarge ? 2 : 0) + entry.size
    if (!isSummed(entry)) size += isLarge ? 24 : 16
  }
  const isLarge = entries.length >= MAX_16 || directory >= MAX_32 || size >= MAX_32
  return size + directory + (isLarge ? 98 : 22)
}

/** Bytes in UTF-8. */
function lengthOf(path: string): number {
  return /^[\0-\x7f]*$/.test(path) ? path.length : encoder.encode(path).length
}

function largeLength(count: number): number {
  return count === 0 ? 0 : 4 + 8 * count
}

type Chunk = Uint8Array<ArrayBuffer>

/** The time in seconds of Unix (0x5455), which has no zone, and what is too large for 32 bits. */
function extraFields(lastModified: number, large: readonly number[]): Chunk {
  const extra = new Bytes()
  if (large.length > 0) extra.u16(0x0001).u16(8 * large.length)
  for (const value of large) extra.u64(value)
  const seconds = Math.floor(lastModified / 1000)
  if (hasSeconds(lastModified)) extra.u16(0x5455).u16(5).u8(1).u32(seconds)
  return extra.taken()
}

/** Whether the seconds of Unix have place in 32 bits. */
function hasSeconds(lastModified: number): boolean {
  return lastModified >= 1000 && lastModified < 2 ** 31 * 1000
}

const FIRST = Date.UTC(1980, 0, 1)
const LAST = Date.UTC(2107, 11, 31, 23, 59, 58)

/** Time and date of MS-DOS, from 1980 to 2107; in UTC, so that it is the same everywhere. */
function dosTime(lastModified: number): number {
  const date = new Date(Math.min(Math.max(lastModified, FIRST), LAST))
  const days =
    ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate()
  const time =
    (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1)
  return days * 0x10000 + time
}

/** Bytes that are written one after the other; numbers have their low byte first. */
class Bytes {
  length = 0
  #bytes = new Uint8Array(128)
  #view = new DataView(this.#bytes.buffer)

  u8(value: number): this {
    const at = this.#place(1)
    this.#view.setUint8(at, value)
    return this
  }

  u16(value: number): this {
    const at = this.#place(2)
    this.#view.setUint16(at, value, true)
    return this
  }

  u32(value: number): this {
    const at = this.#place(4)
    this.#view.setUint32(at, value, true)
    return this
  }

  u64(value: number): this {
    const at = this.#place(8)
    this.#view.setBigUint64(at, BigInt(value), true)
    return this
  }

  add(bytes: Uint8Array): this {
    const at = this.#place(bytes.length)
    this.#bytes.set(bytes, at)
    return this
  }

  taken(): Chunk {
    return this.#bytes.subarray(0, this.length)
  }

  #place(size: number): number {
    const at = this.length
    this.length += size
    if (this.length > this.#bytes.length) {
      const larger = new Uint8Array(2 ** Math.ceil(Math.log2(this.length)))
      larger.set(this.#bytes.subarray(0, at))
      this.#bytes = larger
      this.#view = new DataView(larger.buffer)
    }
    return at
  }
}
