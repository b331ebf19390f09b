import { readdir } from 'node:fs/promises'
import type { Matters } from '../../core/files/source.ts'
import { BATCH, type Child, childOf } from '../disk/disk.ts'

/** The children of a directory on Bun, whose `opendir` reads them all before it gives the first. */
export async function* childrenOf(path: string, matters?: Matters): AsyncIterable<Child[]> {
  const all = await readdir(path, { withFileTypes: true })
  const entries = matters === undefined ? all : all.filter(({ name }) => matters(name))
  for (let at = 0; at < entries.length; at += BATCH) {
    yield entries.slice(at, at + BATCH).map(childOf)
  }
}
