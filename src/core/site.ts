import type { FileSource, Listed } from './files/source.ts'
import type { Mistake } from './mistake.ts'
import { compileRoutes, type RouteFile } from './mocks/compile.ts'
import { parseMockName, type RouteName } from './mocks/name.ts'
import { type ParseYaml, readMockFile } from './mocks/read-mock-file.ts'
import { hasNoContent, type Route } from './mocks/route.ts'
import { readRules } from './rules/read.ts'
import type { Rules } from './rules/rules.ts'

/** What a folder means. It can be written as JSON. */
export interface Site extends Rules {
  readonly routes: readonly Route[]
  /** What a person wrote and webstand cannot use: the rest works all the same. */
  readonly mistakes: readonly Mistake[]
  /** Whether the walk ended at its bound, so that routes may be missing. */
  readonly isTruncated: boolean
}

export interface ReadSiteOptions {
  /** Files and folders that are looked at, at most. @default 50_000 */
  maxEntries?: number
  /** Whether names with a method word are routes. @default 'auto' */
  mocks?: 'auto' | 'never'
  /** Whether routes that are code may run; otherwise each of them is reported. @default false */
  code?: boolean
  /** Reads `MOCK.yaml`, and says the lines of mistakes. @default only MOCK.json is read */
  parseYaml?: ParseYaml
}

/** Reads the rules files of a source, and what its names say, without `node_modules` and what is hidden. */
export async function readSite(
  source: FileSource,
  { maxEntries = 50_000, mocks = 'auto', code = false, parseYaml }: ReadSiteOptions = {},
): Promise<Site> {
  const { mistakes, ...rules } = await readRules(source)
  const files: RouteFile[] = []
  const folders = mocks === 'auto' ? [''] : []
  let seen = 0

  let next: string[]
  for (let at = 0; at < folders.length; at += next.length) {
    next = folders.slice(at, at + TOGETHER)
    const listed = await Promise.all(next.map(list))
    for (const { folder, children } of listed) {
      for (const { name, kind } of children) {
        if (++seen > maxEntries) {
          return { ...compileRoutes(files, { mistakes, code }), ...rules, isTruncated: true }
        }
        const path = folder === '' ? name : `${folder}/${name}`
        if (kind === 'directory' && name !== 'node_modules') folders.push(path)
        if (kind === 'file') await readName(path, name)
      }
    }
  }
  mistakes.push(...(await unsentContent(source, files)))
  return { ...compileRoutes(files, { mistakes, code }), ...rules, isTruncated: false }

  /** The children of a folder, and no more than one too many of them. */
  async function list(folder: string): Promise<{ folder: string; children: Listed[] }> {
    const entry = await source.find(folder)
    const children: Listed[] = []
    if (entry?.kind !== 'directory') return { folder, children }
    try {
      for await (const batch of entry.list()) {
        children.push(...batch)
        if (children.length > maxEntries) break
      }
    } catch (error) {
      const message = `it cannot be searched for routes: ${(error as Error).message}`
      mistakes.push({ file: folder || '.', message })
    }
    return { folder, children }
  }

  async function readName(path: string, name: string): Promise<void> {
    const meaning = parseMockName(name)
    if (meaning.kind === 'near-miss') {
      mistakes.push({ file: path, message: `${meaning.expected}; it is not served` })
    }
    if (meaning.kind !== 'route') return
    if (meaning.word !== 'MOCK') {
      files.push({ path, name: meaning })
      return
    }
    const { entries, mistakes: wrong } = await readMockFile(source, path, parseYaml)
    files.push({ path, name: meaning, entries })
    mistakes.push(...wrong)
  }
}

/** Folders that are listed at the same time. */
const TOGETHER = 16

/** Files whose content no answer can have. */
async function unsentContent(source: FileSource, files: readonly RouteFile[]): Promise<Mistake[]> {
  const empty = files.filter(({ name }) => sendsNoContent(name))
  const found = await Promise.all(empty.map(({ path }) => source.find(path)))
  return empty.flatMap(({ path }, index) => {
    const file = found[index]
    const isEmpty = file?.kind !== 'file' || file.size === 0
    return isEmpty
      ? []
      : { file: path, message: 'expected an empty file: what is in it is not sent' }
  })
}

function sendsNoContent({ extension, status }: RouteName): boolean {
  return extension === 'empty' || hasNoContent(status ?? 200)
}
