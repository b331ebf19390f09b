import { globSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

const IMPORT = /\bfrom '(\.[^']+)'|\bimport\("(\.[^"]+)"\)/g

/** Removes the declarations below a folder that no public one leads to. */
export function pruneDeclarations(folder: string, entries: readonly string[]): void {
  const reached = new Set<string>()
  const reach = (file: string): void => {
    if (reached.has(file)) return
    reached.add(file)
    for (const [, from, within] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      reach(join(dirname(file), (from ?? within!).replace(/\.[jt]s$/, '.d.ts')))
    }
  }
  for (const entry of entries) reach(join(entry))
  for (const path of globSync('**/*.d.ts', { cwd: folder })) {
    const file = join(folder, path)
    if (!reached.has(file)) rmSync(file)
  }
}
