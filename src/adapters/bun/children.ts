import { readdir } from 'node:fs/promises'
import { BATCH, type Child, childOf } from '../disk/disk.ts'

/** The children of a directory on Bun, whose `opendir` reads them all before it gives the first. */
export async function* childrenOf(path: string): AsyncIterable<Child[]> {
  const entries = await readdir(path, { withFileTypes: true })
  for (let at = 0; at < entries.length; at += BATCH) {
    yield entries.slice(at, at + BATCH).map(childOf)
  }
}
