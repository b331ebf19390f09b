import type { Locate } from '../../adapters/modules/loader.ts'
import {
  type DirectoryNode,
  type FileNode,
  isFileNode,
  type ManifestNode,
} from '../../adapters/workers/manifest.ts'
import type { Build } from '../../adapters/workers.ts'
import type { FileEntry, FileSource } from '../../core/files/source.ts'
import { client } from '../../core/listing/client.ts'
import { parseMockName } from '../../core/mocks/names/name.ts'
import type { Variant } from '../../core/mocks/route.ts'
import type { FolderOptions } from '../../core/options.ts'
import { theme } from '../../core/page/theme.ts'
import { ruleFiles } from '../../core/rules/rules.ts'
import { readSite, type Site } from '../../core/site.ts'
import { fileNode, readTree } from '../folder-tree.ts'
import { parseYaml } from '../yaml.ts'
import { AssetStore, PART_SIZE, type Sums } from './asset-store.ts'
import { shardTree } from './manifest-shards.ts'
import { type BuildMemory, buildMemory, remembering } from './memory.ts'
import { openOut, unwritable } from './out-directory.ts'
import { bundleRoutes } from './route-bundle.ts'
import { stillSite } from './still-site.ts'
import type { WorkerFiles, WorkerParts } from './worker-files.ts'

export interface BuildSiteOptions {
  /** The source with a folder at its root, where the root itself is a file. @default the source */
  folder?: FileSource
  /** A folder that is empty, absent, or from an earlier build. */
  out: string
  /** The files of the Worker beside its assets. */
  files: (parts: WorkerParts) => Promise<WorkerFiles>
  /** How it is shown. @default as usual */
  show?: FolderOptions
  /** Finds the routes that are code on the disk: consent to make them a part of it. @default none */
  code?: Locate
  /** Files are cut into pieces of so many bytes. @default PART_SIZE */
  partSize?: number
  /** Where a build that is made again and again keeps what it knows. @default nothing */
  memory?: BuildMemory
}

/** What was built. */
export interface BuiltSite {
  readonly site: Site
  /** Files shown, and their bytes. */
  readonly files: number
  readonly bytes: number
  /** Assets stored. */
  readonly assets: number
  /** The paths of route files that cannot answer: their source is never sent. */
  readonly leftOut: readonly string[]
  /** Whether it differs from what was there. */
  readonly hasChanged: boolean
}

/** Characters of JSON up to which the routes are part of the Worker. */
const INLINED_SITE = 32_768

/**
 * Writes a Worker that shows a source: self-contained, and whole at any moment. No file of the
 * source is evaluated here.
 *
 * @throws {UsageError} when `out` cannot be written, or the source cannot be read
 */
export async function buildSite(
  source: FileSource,
  {
    folder = source,
    out,
    files,
    show = {},
    code,
    partSize = PART_SIZE,
    memory = buildMemory(),
  }: BuildSiteOptions,
): Promise<BuiltSite> {
  const { assets: directory, scratch, commit, close } = await openOut(out)
  try {
    const store = new AssetStore({ directory, scratch, partSize })
    const { mocks = 'auto' } = show
    const site = await readSite(source, { mocks, parseYaml, code: code !== undefined })
    const still = await stillSite(source, site)
    const { manifest, names, largest, ...rest } = await storeFiles(source, {
      folder,
      isIncluded: answeringFiles(site, mocks),
      store,
      add: remembering(memory, store),
    })
    const build: Build = {
      ...{ ...show, mocks },
      manifest: { partSize, ...manifest },
      site: await inlined(still, store),
      client: await store.addText(JSON.stringify(client)),
      theme: await store.addText(JSON.stringify(theme)),
    }
    const routes = code === undefined ? null : await bundleRoutes(site, code)
    const shown = { site: still, show, hasCode: routes !== null, names, largest }
    const hasChanged = await commit(await files({ build, routes, shown }))
    await store.prune(memory.assets)
    memory.assets = store.names
    const leftOut = rest.leftOut.filter((path) => !isBundled(site, routes, path))
    return { site, ...rest, leftOut, assets: store.names.size, hasChanged }
  } catch (error) {
    throw unwritable(out, error)
  } finally {
    await close()
  }
}

interface StoreFilesOptions {
  folder: FileSource
  isIncluded: (path: string) => boolean
  store: AssetStore
  add: (path: string, file: FileEntry) => Promise<Sums | null>
}

/** Stores the files and their tree. */
async function storeFiles(
  source: FileSource,
  { folder, isIncluded, store, add }: StoreFilesOptions,
) {
  const leftOut: string[] = []
  const names = new Set<string>()
  let files = 0
  let bytes = 0

  const tree = await readTree(folder, {
    async store(path, file) {
      files += 1
      bytes += file.size
      names.add(path.slice(path.lastIndexOf('/') + 1))
      return add(path, file)
    },
    isIncluded(path, kind) {
      if (ruleFiles.includes(path)) return false
      const isAnswering = kind === 'directory' || isIncluded(path)
      if (!isAnswering) leftOut.push(path)
      return isAnswering
    },
  })
  const front = await frontOf(source, add)
  if (front !== undefined) names.add(front[0])
  const manifest = { root: await shardTree(tree, (text) => store.addText(text)), front }
  return { manifest, names, largest: largestOf(tree), files, bytes, leftOut: leftOut.sort() }
}

/** How many children the folder has that has the most. */
function largestOf([, , children]: DirectoryNode): number {
  const nodes = children as readonly ManifestNode[]
  const below = nodes.map((node) => (isFileNode(node) ? 0 : largestOf(node)))
  return below.reduce((most, size) => Math.max(most, size), nodes.length)
}

/** The file that answers at the root, if one does. */
async function frontOf(
  source: FileSource,
  add: StoreFilesOptions['add'],
): Promise<FileNode | undefined> {
  const entry = await source.find('')
  if (entry?.kind !== 'file') return undefined
  const sums = await add('', entry)
  if (sums === null) throw new Error(`"${entry.name}" changes while it is read`)
  return fileNode(entry.name, entry, sums)
}

/** Whether a file is sent in some way: of the route files only those that answer without code. */
function answeringFiles({ routes }: Site, mocks: 'auto' | 'never'): (path: string) => boolean {
  const variants = routes.flatMap((route) => route.variants).filter(({ isCode }) => !isCode)
  const files = new Set(
    variants.flatMap(({ file, content }) =>
      content?.kind === 'file' ? [file, content.path] : file,
    ),
  )
  return (path) => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    return mocks === 'never' || parseMockName(name).kind === 'static' || files.has(path)
  }
}

/** Whether a file answers as a part of the bundle. */
function isBundled({ routes }: Site, bundle: string | null, path: string): boolean {
  return bundle !== null && routes.some(({ variants }) => variants.some(isCodeAt))

  function isCodeAt({ file, isCode }: Variant): boolean {
    return isCode === true && file === path
  }
}

/** The site as it is, or where it is large, the asset that holds it. */
async function inlined(site: Site, store: AssetStore): Promise<Site | string> {
  const json = JSON.stringify(site)
  return json.length <= INLINED_SITE ? site : store.addText(json)
}
