import type { Site } from '../../core/site.ts'
import { renderMistakes } from '../serve/banner.ts'
import { printable } from '../terminal.ts'

/** Files that are named, at most. */
const MOST = 8

/** What has changed in a site, a file a line: `+ api/users.GET.json  →  GET /api/users`. */
export function renderSiteChange(before: Site, after: Site): string[] {
  const [old, now] = [filesOf(before), filesOf(after)]
  const removed = [...old].filter(([file]) => !now.has(file))
  const added = [...now].filter(([file]) => !old.has(file))
  const changed = [...now].filter(
    ([file, { print }]) => old.has(file) && old.get(file)?.print !== print,
  )
  const lines = [
    ...removed.map((one) => renderFile('-', one)),
    ...added.map((one) => renderFile('+', one)),
    ...changed.map((one) => renderFile('~', one)),
  ]
  const shown = lines.slice(0, MOST)
  if (lines.length > MOST) shown.push(`and ${lines.length - MOST} more: webstand routes`)
  const known = new Set(before.mistakes.map((mistake) => JSON.stringify(mistake)))
  const mistakes = after.mistakes.filter((mistake) => !known.has(JSON.stringify(mistake)))
  return [...shown, ...renderMistakes({ ...after, mistakes, isTruncated: false })]
}

interface File {
  /** `GET /api/users` */
  readonly answers: Set<string>
  print: string
}

/** What each file of a site says. */
function filesOf({ routes, redirects, headers }: Site): Map<string, File> {
  const files = new Map<string, File>()
  const note = (name: string, answer: string, said: unknown) => {
    const file = files.get(name) ?? { answers: new Set(), print: '' }
    files.set(name, file)
    file.answers.add(answer)
    file.print += JSON.stringify([answer, said])
  }
  for (const { method, pattern, variants } of routes) {
    for (const variant of variants) note(variant.file, `${method} ${pattern}`, variant)
  }
  if (redirects?.length) note('_redirects', count(redirects.length, 'redirect'), redirects)
  if (headers?.length) note('_headers', count(headers.length, 'rule'), headers)
  return files
}

function renderFile(sign: string, [name, { answers }]: [name: string, file: File]): string {
  const [first, second, ...others] = answers
  const more = others.length === 0 ? [] : [`${others.length} more`]
  const said = [first, second, ...more].filter((answer) => answer !== undefined).join(', ')
  return printable(`${sign} ${name}  →  ${said}`)
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
