import { childLink } from '../path/encode.ts'
import type { FileRow } from './entries.ts'

/** The entries as a JSON array; docs/listing.md describes its members. */
export function renderJson(rows: readonly FileRow[]): string {
  const entries = rows.map(({ name, type, size, lastModified }) => ({
    name,
    type,
    ...(size === null ? {} : { size }),
    ...(lastModified === null ? {} : { modified: new Date(lastModified).toISOString() }),
    href: childLink(name, type === 'directory'),
  }))
  return `${JSON.stringify(entries, null, 2)}\n`
}
