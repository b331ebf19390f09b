import { late } from '../after.ts'
import type { DirectoryEntry } from '../files/source.ts'
import type { Html } from '../page/markup.ts'
import type { RenderMarkdown } from './readme-text.ts'

/** What a folder says of itself, the first that is there. */
const NAMES = [/^readme\.(?:md|markdown)$/i, /^readme(?:\.txt)?$/i]

/** Whether a file of this name may explain its folder. */
export function isReadme(name: string): boolean {
  return NAMES.some((pattern) => pattern.test(name))
}

const reading = late(() => import('./readme-text.ts'))

/** The file of a folder that explains it, as a part of a page; `null`: there is none. */
export async function readReadme(
  directory: DirectoryEntry,
  names: readonly string[],
  render: RenderMarkdown | null,
): Promise<Html | null> {
  const found = NAMES.flatMap((pattern) => names.find((name) => pattern.test(name)) ?? [])
  if (found.length === 0) return null
  const { firstReadme } = await reading()
  return firstReadme(directory, found, render)
}
