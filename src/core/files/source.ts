import type { ResponseBody } from '../http/body.ts'

/** Where files come from: a disk, memory, an asset binding, or several of them in layers. */
export interface FileSource {
  /**
   * Finds what is at `path`: decoded, relative, `/`-separated; `''` is the root.
   *
   * `null`: absent, hidden, a link that leaves the root, not a regular file, or not exactly this
   * name. It may answer at once or later.
   */
  find(path: string): Entry | null | Promise<Entry | null>
  /** Why `find` gave `null` for `path`, where an owner could allow it; `null`: it is just absent. */
  refusal?(path: string): Refusal | null | Promise<Refusal | null>
}

/** Something that exists and is not shown, and the flag that would show it. */
export interface Refusal {
  /** In one phrase: `hidden`, `a link that leaves the folder`. */
  readonly reason: string
  /** Such as `--allow-hidden`; absent where nothing allows it. */
  readonly flag?: string
}

/** A file or a directory, as it was found. */
export type Entry = FileEntry | DirectoryEntry

export interface FileEntry {
  readonly kind: 'file'
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** Milliseconds since the epoch, floored. */
  readonly lastModified: number
  /** An opaque tag without quotes, where the source knows a hash of the content. */
  readonly etag?: string
  /** The CRC-32 of the content, where the source knows it. */
  readonly crc32?: number
  /**
   * Bytes `start` (inclusive) to `end` (exclusive): exactly these, or the body fails loudly.
   *
   * `null`: it is no longer the file that was found.
   */
  body(start: number, end: number): ResponseBody | null | Promise<ResponseBody | null>
}

export interface DirectoryEntry {
  readonly kind: 'directory'
  readonly name: string
  /** Milliseconds since the epoch, floored. */
  readonly lastModified: number
  /** What tells it from every other directory, where a link can lead back to one above. */
  readonly identity?: string
  /** Whether its children may be known; where they may not, it lists none. @default true */
  readonly isReadable?: boolean
  /** Its visible children, in batches, in no order; those that do not matter may be left out. */
  list(matters?: Matters): AsyncIterable<Listed[]>
  /** Size and date for the names asked, in their order; `null` where `find` would give `null`. */
  describe(names: string[]): Promise<(Entry | null)[]>
}

/** Whether a child of this name matters to whoever asks. */
export type Matters = (name: string) => boolean

/** A child of a directory, before its size and date are known. */
export interface Listed {
  readonly name: string
  readonly kind: 'file' | 'directory'
}
