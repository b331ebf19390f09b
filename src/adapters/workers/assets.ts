import { after } from '../../core/after.ts'
import type { DirectoryEntry, Entry, FileEntry, FileSource } from '../../core/files/source.ts'
import { type AssetsBinding, assetBody, readAsset } from './asset-body.ts'
import { jsonCache } from './json-cache.ts'
import {
  type DirectoryNode,
  type FileNode,
  isFileNode,
  type Manifest,
  type ManifestNode,
  nodeOf,
  type Page,
  pageOf,
  pagesOf,
} from './manifest.ts'

type Later<T> = T | Promise<T>

/**
 * The files that `webstand build` stored as assets: `assetFiles(env.ASSETS, manifest)`.
 *
 * Names are looked up in the manifest: no name of a request ever reaches the binding.
 */
export function assetFiles(binding: AssetsBinding, manifest: Manifest): FileSource {
  const files = new AssetFiles(binding, manifest)
  return { find: (path) => files.find(path) }
}

class AssetFiles {
  readonly #binding: AssetsBinding
  readonly #manifest: Manifest
  readonly #load: (asset: string) => unknown

  constructor(binding: AssetsBinding, manifest: Manifest) {
    this.#binding = binding
    this.#manifest = manifest
    this.#load = jsonCache(async (asset) => {
      const response = await readAsset(binding, asset)
      if (response === null) throw new Error(`Cannot read the manifest: no asset "${asset}"`)
      return response.text()
    })
  }

  find(path: string): Later<Entry | null> {
    const { root, front } = this.#manifest
    if (path === '') return this.entryOf(front ?? root)
    return after(this.#walk(root, path.split('/'), 0), (node) => node && this.entryOf(node))
  }

  entryOf(node: ManifestNode): Entry {
    return isFileNode(node) ? this.#fileEntry(node) : directoryEntry(node, this)
  }

  childOf([, , children]: DirectoryNode, name: string): Later<ManifestNode | null> {
    return after(this.here(children), (found) => {
      const page = pageOf(found, name)
      return page === null ? null : after(this.here<Page>(page), (nodes) => nodeOf(nodes, name))
    })
  }

  /** What the manifest holds itself, or has in an asset of its own. */
  here<T extends object>(value: T | string): Later<T> {
    return typeof value === 'string' ? (this.#load(value) as Later<T>) : value
  }

  /** Goes down by exact names; at once, as long as the children are at hand. */
  #walk(node: ManifestNode, names: string[], depth: number): Later<ManifestNode | null> {
    if (depth === names.length) return node
    if (isFileNode(node)) return null
    return after(
      this.childOf(node, names[depth]!),
      (child) => child && this.#walk(child, names, depth + 1),
    )
  }

  #fileEntry([name, size, lastModified, hash, crc32]: FileNode): FileEntry {
    const stored = { hash, size, partSize: this.#manifest.partSize }
    const body = (start: number, end: number) => assetBody(this.#binding, stored, { start, end })
    return { kind: 'file', name, size, lastModified, etag: hash, crc32, body }
  }
}

function directoryEntry(node: DirectoryNode, files: AssetFiles): DirectoryEntry {
  const [name, lastModified, children] = node
  return {
    kind: 'directory',
    name,
    lastModified,
    async *list() {
      for (const page of pagesOf(await files.here(children))) {
        const nodes = await files.here<Page>(page)
        yield nodes.map((child) => ({
          name: child[0],
          kind: isFileNode(child) ? 'file' : 'directory',
        }))
      }
    },
    async describe(names) {
      const entries: (Entry | null)[] = []
      for (const child of names) {
        const found = await files.childOf(node, child)
        entries.push(found && files.entryOf(found))
      }
      return entries
    },
  }
}
