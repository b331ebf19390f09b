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
  const load = jsonCache(async (asset) => {
    const response = await readAsset(binding, asset)
    if (response === null) throw new Error(`Cannot read the manifest: no asset "${asset}"`)
    return response.text()
  })
  const here = <T extends object>(value: T | string): Later<T> =>
    typeof value === 'string' ? (load(value) as Later<T>) : value

  function find(path: string): Later<Entry | null> {
    if (path === '') return entryOf(manifest.front ?? manifest.root)
    return after(walk(manifest.root, path.split('/'), 0), (node) => node && entryOf(node))
  }

  /** Goes down by exact names; at once, as long as the children are at hand. */
  function walk(node: ManifestNode, names: string[], depth: number): Later<ManifestNode | null> {
    if (depth === names.length) return node
    if (isFileNode(node)) return null
    return after(childOf(node, names[depth]!), (child) => child && walk(child, names, depth + 1))
  }

  function childOf([, , children]: DirectoryNode, name: string): Later<ManifestNode | null> {
    return after(here(children), (found) => {
      const page = pageOf(found, name)
      return page === null ? null : after(here<Page>(page), (nodes) => nodeOf(nodes, name))
    })
  }

  function entryOf(node: ManifestNode): Entry {
    return isFileNode(node) ? fileEntry(node) : directoryEntry(node)
  }

  function fileEntry([name, size, lastModified, hash, crc32]: FileNode): FileEntry {
    const stored = { hash, size, partSize: manifest.partSize }
    const body = (start: number, end: number) => assetBody(binding, stored, { start, end })
    return { kind: 'file', name, size, lastModified, etag: hash, crc32, body }
  }

  function directoryEntry(node: DirectoryNode): DirectoryEntry {
    const [name, lastModified, children] = node
    return {
      kind: 'directory',
      name,
      lastModified,
      async *list() {
        for (const page of pagesOf(await here(children))) {
          const nodes = await here<Page>(page)
          yield nodes.map((child) => ({
            name: child[0],
            kind: isFileNode(child) ? 'file' : 'directory',
          }))
        }
      },
      async describe(names) {
        const entries: (Entry | null)[] = []
        for (const child of names) {
          const found = await childOf(node, child)
          entries.push(found && entryOf(found))
        }
        return entries
      },
    }
  }

  return { find }
}
