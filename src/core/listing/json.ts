import { childLink } from '../path/encode.ts'
import type { FileRow, RouteRow } from './entries.ts'
import { renderIso } from './iso.ts'

/** The entries as a JSON array; docs/listing.md describes its members. */
export function renderJson(rows: readonly FileRow[], routes: readonly RouteRow[]): string {
  return `${JSON.stringify([...rows.map(jsonEntry), ...routes.map(jsonRoute)], null, 2)}\n`
}

function jsonEntry({ name, type, size, lastModified, folder = '' }: FileRow) {
  const isDirectory = type === 'directory'
  return {
    name,
    type,
    ...(size === null ? {} : { size }),
    ...(lastModified === null ? {} : { modified: renderIso(lastModified) }),
    href: childLink(name, isDirectory, folder),
  }
}

function jsonRoute({ type, method, path, href, answers, hasParameters, file }: RouteRow) {
  return { type, method, path, ...(hasParameters ? {} : { href }), answers, file }
}

/** The members of a long array, a line each; what follows the first has a comma in front. */
export function renderJsonLines(
  rows: readonly FileRow[],
  routes: readonly RouteRow[],
  isFirst: boolean,
): string {
  const lines = [...rows.map(jsonEntry), ...routes.map(jsonRoute)].map((entry) =>
    JSON.stringify(entry),
  )
  return lines.length === 0 ? '' : `${isFirst ? '' : ','}\n${lines.join(',\n')}`
}
