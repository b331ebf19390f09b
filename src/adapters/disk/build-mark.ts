import { join } from 'node:path'
import type { Disk } from './disk.ts'
import { isWithin, namesBelow } from './names.ts'
import { type Asking, ask } from './question.ts'

/** Stands in a folder that a build wrote, which is our own as a whole. */
export const BUILD_MARK = '.webstand-build'

/** Whether a directory was written by a build. */
export function* isBuild(disk: Disk, directory: string): Asking<boolean> {
  return yield* ask(disk.exists(join(directory, BUILD_MARK)))
}

/** Whether a build wrote it, whatever way leads there. Whoever shows a build itself means it. */
export function* isInBuild(
  disk: Disk,
  root: string,
  names: readonly string[],
  { real, kind }: { real: string; kind: 'file' | 'directory' },
): Asking<boolean> {
  const isPlain = real === join(root, ...names)
  const ways = isPlain || !isWithin(root, real) ? [names] : [names, namesBelow(root, real)]
  for (const way of ways) {
    let at = root
    for (const name of kind === 'directory' ? way : way.slice(0, -1)) {
      at = join(at, name)
      if (yield* isBuild(disk, at)) return true
    }
  }
  return false
}
