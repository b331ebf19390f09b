import { writeSync } from 'node:fs'
import { reasonOf, UsageError } from './line/usage-error.ts'

const STDERR = 2

/** Milliseconds until a pipe that was full is tried again. */
const PAUSE = 5

/**
 * Writes all of a text, and waits for whoever reads it: what is left when a process ends is lost.
 *
 * @throws {UsageError} when it cannot be written, as on a full disk; never for stderr
 */
export function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EAGAIN') pause()
      else if (code === 'EPIPE' || descriptor === STDERR)
        return // nobody reads it
      else throw new UsageError(`cannot write the output: ${reasonOf(error)}`, { cause: error })
    }
  }
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE)
}
