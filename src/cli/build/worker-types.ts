import { isTextName, typeOfExtension } from '../../core/http/media-type-table.ts'
import { stemOf } from '../../core/http/media-types.ts'

/** The text of the module `types.js`, which has of all media types those of these file names. */
export function renderTypes(names: Iterable<string>): string {
  const types = new Map<string, string>()
  const texts = new Set<string>()
  for (const name of names) {
    const base = name.toLowerCase()
    const extension = base.slice(base.lastIndexOf('.') + 1)
    const type = typeOfExtension(extension)
    if (type !== undefined) types.set(extension, type)
    for (const known of [base, stemOf(base)].filter(isTextName)) texts.add(known)
  }
  return `const types = new Map(${JSON.stringify([...types].sort())})
const texts = new Set(${JSON.stringify([...texts].sort())})

export const typeOfExtension = (extension) => types.get(extension)
export const isTextName = (name) => texts.has(name)
`
}
