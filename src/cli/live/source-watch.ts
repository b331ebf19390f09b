import { setTimeout } from 'node:timers/promises'
import type { FileSource } from '../../core/files/source.ts'
import { readTree } from '../folder-tree.ts'
import { UsageError } from '../line/usage-error.ts'

export interface WatchOptions {
  /** Is called when something has changed, one call after the other. */
  onChange: () => Promise<void>
  /** Ends it. */
  signal: AbortSignal
}

/** Milliseconds between two looks, at least: a large folder is looked at less often. */
const INTERVAL = 500

/** Looking takes one part in so many of the time, at most. */
const SHARE = 20

/** A file that is younger, in milliseconds, may change again without another date. */
const YOUNG = 2000

/**
 * Watches the names, sizes and dates of a source.
 *
 * It looks again and again: what a system tells of its files differs from the next, ends at links
 * and at disks on the network, and a source need not be a disk.
 */
export async function watchSource(
  source: FileSource,
  { onChange, signal }: WatchOptions,
): Promise<void> {
  let before = await look(source)
  for (let pause = INTERVAL; await isDue(pause, signal); ) {
    const started = performance.now()
    const now = await look(source)
    pause = Math.max(INTERVAL, (performance.now() - started) * SHARE)
    if (now === null || (now.print === before?.print && !before.isYoung)) continue
    before = now
    await onChange()
  }
}

/** How a source looks; `null`: it cannot be read at this moment. */
async function look(source: FileSource): Promise<{ print: string; isYoung: boolean } | null> {
  let newest = 0
  try {
    const tree = await readTree(source, {
      async store(_, { lastModified }) {
        newest = Math.max(newest, lastModified)
        return { hash: '', crc32: 0 }
      },
    })
    return { print: JSON.stringify(tree), isYoung: newest + YOUNG > Date.now() }
  } catch (error) {
    if (error instanceof UsageError) return null
    throw error
  }
}

/** Waits; `false`: it ended while waiting. */
async function isDue(pause: number, signal: AbortSignal): Promise<boolean> {
  try {
    await setTimeout(pause, null, { signal })
    return true
  } catch {
    return false // only the signal makes it fail
  }
}
