import { fstatSync } from 'node:fs'
import { platform } from 'node:process'
import type { Transfer } from '../disk/transfer.ts'

/** What is used of an open file of Deno's own. */
interface DenoFile {
  readonly readable: ReadableStream<Uint8Array>
  seekSync(offset: number, whence: 0): number
  close(): void
}

declare const Deno: { openSync(path: string): DenoFile }

/** Milliseconds after its last change when a file is not one that is being written. */
const SETTLED = 60_000

/**
 * The rest of an open file, which Deno reads and sends without a step in JavaScript between, and
 * closes. It ends where the file ends: where that has become longer, Deno ends the connection before
 * the last piece.
 *
 * `null`: it is not to be sent so, as it is being written, there is more of it than is asked for, or
 * the system has no name for an open file.
 */
export function ownStream({ descriptor, start, end }: Transfer): ReadableStream<Uint8Array> | null {
  if (platform !== 'linux') return null
  const { size, mtimeMs } = fstatSync(descriptor)
  if (size !== end || Date.now() - mtimeMs < SETTLED) return null
  const file = Deno.openSync(`/proc/self/fd/${descriptor}`)
  try {
    if (start > 0) file.seekSync(start, 0)
    return file.readable
  } catch (error) {
    file.close()
    throw error
  }
}
