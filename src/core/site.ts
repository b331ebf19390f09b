import type { DirectoryEntry, FileSource } from './files/source.ts'
import type { Mistake } from './mistake.ts'
import { compileRoutes, type RouteFile } from './mocks/compile.ts'
import { parseMockName, type RouteName } from './mocks/name.ts'
import { type ParseYaml, readMockFile } from './mocks/read-mock-file.ts'
import { hasNoContent, type Route } from './mocks/route.ts'
import { readRules } from './rules/read.ts'
import type { Rules } from './rules/step.ts'

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

  for (const folder of folders) {
    const entry = await source.find(folder)
    if (entry?.kind !== 'directory') continue
    const bodiless: string[] = []
    const failed = ({ message }: Error) => {
      mistakes.push({
        file: folder || '.',
        message: `it cannot be searched for routes: ${message}`,
      })
    }
    for await (const { name, kind } of childrenOf(entry, failed)) {
      if (++seen > maxEntries) {
        return { ...compileRoutes(files, { mistakes, code }), ...rules, isTruncated: true }
      }
      const path = folder === '' ? name : `${folder}/${name}`
      if (kind === 'directory') {
        if (name !== 'node_modules') folders.push(path)
        continue
      }
      const meaning = parseMockName(name)
      if (meaning.kind === 'route' && meaning.word === 'MOCK') {
        const { entries, mistakes: wrong } = await readMockFile(source, path, parseYaml)
        files.push({ path, name: meaning, entries })
        mistakes.push(...wrong)
      } else if (meaning.kind === 'route') {
        files.push({ path, name: meaning })
        if (sendsNoContent(meaning)) bodiless.push(name)
      }
      if (meaning.kind === 'near-miss') {
        mistakes.push({ file: path, message: `${meaning.expected}; it is not served` })
      }
    }
    for (const file of await entry.describe(bodiless)) {
      if (file?.kind !== 'file' || file.size === 0) continue
      const path = folder === '' ? file.name : `${folder}/${file.name}`
      mistakes.push({ file: path, message: 'expected an empty file: what is in it is not sent' })
    }
  }
  return { ...compileRoutes(files, { mistakes, code }), ...rules, isTruncated: false }
}

function sendsNoContent({ extension, status }: RouteName): boolean {
  return extension === 'empty' || hasNoContent(status ?? 200)
}

/** What a directory lists; where that ends early, the rest of the site is read all the same. */
async function* childrenOf(directory: DirectoryEntry, failed: (error: Error) => void) {
  try {
    for await (const batch of directory.list()) yield* batch
  } catch (error) {
    failed(error as Error)
  }
}
