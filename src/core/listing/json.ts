import { childLink } from '../path/encode.ts'
import type { FileRow, RouteRow } from './entries.ts'

/** The entries as a JSON array; docs/listing.md describes its members. */
export function renderJson(rows: readonly FileRow[], routes: readonly RouteRow[]): string {
  const entries = rows.map(({ name, type, size, lastModified }) => ({
    name,
    type,
    ...(size === null ? {} : { size }),
    ...(lastModified === null ? {} : { modified: new Date(lastModified).toISOString() }),
    href: childLink(name, type === 'directory'),
  }))
  const calls = routes.map(({ type, method, path, href, answers, hasParameters, file }) => ({
    type,
    method,
    path,
    ...(hasParameters ? {} : { href }),
    answers,
    file,
  }))
  return `${JSON.stringify([...entries, ...calls], null, 2)}\n`
}
