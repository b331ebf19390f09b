import type { FileSource } from '../../core/files/source.ts'

/** Shows one file of a folder, at the root and at `name`, and nothing else of it. */
export function oneFile(folder: FileSource, path: string, name = path): FileSource {
  return {
    find: (asked) => (asked === '' || asked === name ? folder.find(path) : null),
    refusal: (asked) => (asked === '' || asked === name ? (folder.refusal?.(path) ?? null) : null),
  }
}
