import { Seen } from '../seen/seen.ts'

/** A module of a folder, as it was loaded. */
interface Node {
  /** Counts its changes, and those of all that it imports. */
  version: number
  seen: Seen
  readonly imports: Set<string>
}

/** Modules by their paths, and who imports whom. */
export class ModuleGraph {
  readonly #nodes = new Map<string, Node>()

  /** Learns that a module is loaded, and by whom. Resolves to its version. */
  learn(path: string, importer?: string): number {
    let node = this.#nodes.get(path)
    if (node === undefined) {
      node = { version: 0, seen: new Seen(path), imports: new Set() }
      this.#nodes.set(path, node)
    }
    if (importer !== undefined) this.#nodes.get(importer)?.imports.add(path)
    return node.version
  }

  has(path: string): boolean {
    return this.#nodes.has(path)
  }

  /**
   * Looks whether a module, or one that it imports, has changed on the disk. Those that have, and all
   * that import them, get another version. Returns their paths.
   */
  refresh(path: string): string[] {
    const changed = [...this.#below(path)].filter((one) => this.#nodes.get(one)?.seen.hasChanged())
    if (changed.length === 0) return []
    const outdated = [...this.#above(changed)]
    for (const one of outdated) {
      const node = this.#nodes.get(one)!
      node.version++
      node.seen = new Seen(one)
      node.imports.clear()
    }
    return outdated
  }

  /** A module, and all that it imports. */
  #below(path: string): Set<string> {
    const found = new Set([path])
    for (const one of found)
      for (const other of this.#nodes.get(one)?.imports ?? []) found.add(other)
    return found
  }

  /** Modules, and all that import them. */
  #above(paths: readonly string[]): Set<string> {
    const importers = new Map<string, string[]>()
    for (const [importer, { imports }] of this.#nodes) {
      for (const one of imports) importers.set(one, [...(importers.get(one) ?? []), importer])
    }
    const found = new Set(paths)
    for (const one of found) for (const importer of importers.get(one) ?? []) found.add(importer)
    return found
  }
}
