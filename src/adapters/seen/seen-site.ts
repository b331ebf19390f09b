import { statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { FileSource } from '../../core/files/source.ts'
import { parseMockName } from '../../core/mocks/names/name.ts'
import { isMomentary } from '../../core/momentary.ts'
import { ruleFiles } from '../../core/rules/rules.ts'
import type { Site } from '../../core/site.ts'
import { namesIn, recordedSource } from './recorded-source.ts'
import { Seen } from './seen.ts'

/** Where a site is read from. */
export interface SitePlace {
  readonly source: FileSource
  /** The folders that are shown, absolute: the first that has a path answers. */
  readonly roots: readonly string[]
}

/** Files that are looked at for every request, at most: of more of them only the watch tells. */
const MAX_FILES = 32

/** Paths of a source, each as it looked in all roots. */
type Sights = Map<string, readonly Seen[]>

/** A site, and how everything looked that it was read from. */
export class SeenSite {
  readonly site: Site
  readonly #roots: readonly string[]
  readonly #folders: Sights
  readonly #files: Sights
  /** What each folder held that means something. */
  readonly #names: Map<string, string>
  #parameters: Map<string, string[]> | undefined

  constructor(site: Site, roots: readonly string[], looks: SiteLooks) {
    this.site = site
    this.#roots = roots
    this.#folders = looks.folders
    this.#files = looks.files
    this.#names = looks.names
  }

  /** The folders as the disk calls them. */
  get directories(): string[] {
    return [...this.#folders].flatMap(([path, seen]) =>
      seen.flatMap(({ isDirectory }, index) =>
        isDirectory ? join(this.#roots[index]!, path) : [],
      ),
    )
  }

  /** Whether anything that it was read from looks otherwise; the cost is a look at all of it. */
  hasChanged(): boolean {
    return this.haveFoldersChanged() || [...this.#files.values()].some(isChanged)
  }

  haveFilesChanged(): boolean {
    return this.#files.size <= MAX_FILES && [...this.#files.values()].some(isChanged)
  }

  haveFoldersChanged(): boolean {
    return [...this.#folders.values()].some(isChanged)
  }

  hasFolderChanged(folder: string): boolean {
    return isChanged(this.#folders.get(folder) ?? [])
  }

  /** Whether a folder means what it meant; then it is known from now on as it looks now. */
  isStill(folder: string, { seen, names }: SeenFolder): boolean {
    if (names !== this.#names.get(folder)) return false
    this.#folders.set(folder, seen)
    return true
  }

  /** Whether the site may be another since something happened to a path of the disk. */
  dependsOn(path: string): boolean {
    const name = basename(path)
    const isRule = ruleFiles.includes(name) && this.#roots.some((root) => join(root, name) === path)
    return isRule || parseMockName(name).kind !== 'static' || this.#isFolder(path)
  }

  /** Whether a path is a folder, or was one when the site was read. */
  #isFolder(path: string): boolean {
    const isKnown = this.#roots.some((root) => {
      const way = path.startsWith(root) ? path.slice(root.length + 1) : null
      return way !== null && this.#folders.has(way.replaceAll('\\', '/'))
    })
    return isKnown || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  }

  /** The folders whose files could answer a path: by their names, or by a parameter. */
  foldersOf(path: readonly string[]): string[] {
    let level = ['']
    const found = [...level]
    for (const name of path) {
      level = level.flatMap((folder) => this.#childrenOf(folder, name))
      found.push(...level)
    }
    return found
  }

  #childrenOf(folder: string, name: string): string[] {
    const way = folder === '' ? name : `${folder}/${name}`
    this.#parameters ??= parametersOf([...this.#folders.keys()])
    return [...(this.#folders.has(way) ? [way] : []), ...(this.#parameters.get(folder) ?? [])]
  }
}

/** How that looked which a site was read from: folders, and all else. */
interface SiteLooks {
  readonly folders: Sights
  readonly files: Sights
  readonly names: Map<string, string>
}

/**
 * Reads a site, and looks at everything just before it is read.
 *
 * @throws {Error} when a folder could not be listed that can be a moment later
 */
export async function readSeen(
  { source, roots }: SitePlace,
  read: (source: FileSource) => Promise<Site>,
): Promise<SeenSite> {
  const looks: SiteLooks = { folders: new Map(), files: new Map(), names: new Map() }
  const failures: unknown[] = []
  function see(path: string): void {
    const seen = lookAt(roots, path)
    const isFolder = path === '' || seen.some(({ isDirectory }) => isDirectory)
    // That a rules file has come, its folder says: it need not be looked for each time.
    const isComing = ruleFiles.includes(path) && seen.every(({ exists }) => !exists)
    if (!isComing) (isFolder ? looks.folders : looks.files).set(path, seen)
  }
  see('')
  const recorded = recordedSource(source, {
    onFind: see,
    onList: (path, names) => looks.names.set(path, names),
    onFailure(error) {
      if (isMomentary(error)) failures.push(error)
    },
  })
  const site = await read(recorded)
  if (failures.length > 0) throw failures[0]
  return new SeenSite(site, roots, looks)
}

/** Makes a function that reads a site, and reads it again whenever anything of it looks otherwise. */
export function lookedAt(
  place: SitePlace,
  read: (source: FileSource) => Promise<Site>,
): () => Promise<Site> {
  let seen: SeenSite | null = null
  return async () => {
    if (seen === null || seen.hasChanged()) seen = await readSeen(place, read)
    return seen.site
  }
}

/** A folder as it looked, and what it held just after that. */
export interface SeenFolder {
  readonly seen: readonly Seen[]
  readonly names: string
}

/** Looks at a folder again. */
export async function seeFolder({ source, roots }: SitePlace, folder: string): Promise<SeenFolder> {
  const seen = lookAt(roots, folder)
  return { seen, names: await namesIn(source, folder) }
}

function lookAt(roots: readonly string[], path: string): Seen[] {
  return roots.map((root) => new Seen(join(root, path)))
}

function isChanged(seen: readonly Seen[]): boolean {
  return seen.some((one) => one.hasChanged())
}

/** The folders that are parameters, such as `[id]`, by the folder that they are in. */
function parametersOf(folders: readonly string[]): Map<string, string[]> {
  const paths = folders.filter((path) => /(?:^|\/)\[[^/]+\]$/.test(path))
  return Map.groupBy(paths, (path) => path.slice(0, Math.max(path.lastIndexOf('/'), 0)))
}
