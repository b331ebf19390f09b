import type { Mistake } from '../../core/mistake.ts'
import { CODE_IS_OFF } from '../../core/mocks/names/compile.ts'
import type { Site } from '../../core/site.ts'
import { type Paint, printable } from '../terminal.ts'
import { version } from '../version.ts'

/** Where the second column begins. */
const COLUMN = 30

/** Mistakes that are shown; `webstand routes` shows all. */
const MISTAKES = 5

/** Files of code that have a line each. */
const FEW = 3

/** Columns of a line, where it can be helped. */
const WIDTH = 78

export interface BannerOptions {
  /** Such as `bun 1.4.5`. */
  runtime: string
  /** The first one is the one to hand on. */
  urls: readonly string[]
  /** What is shown, such as `./demo`. */
  shown: string
  paint: Paint
}

/** What is known as soon as the server listens. */
export function renderHead({ runtime, urls, shown, paint }: BannerOptions): string[] {
  const [url = '', ...others] = urls.map((one) => paint('cyan', one))
  const title = `${paint('bold', 'webstand')} ${version} ${paint('dim', `· ${runtime}`)}`
  const row = `  ${url}${gap(urls[0]?.length ?? 0)}${printable(shown)}`
  return [`  ${title}`, '', row, ...others.map((other) => `  ${other}`)]
}

export interface FactsOptions {
  site: Site
  /** Whether route files are routes. @default 'auto' */
  mocks?: 'auto' | 'never' | undefined
  /** The arguments that `webstand routes` shows the same with: `['demo']`. */
  names: readonly string[]
  /** Whether others on the network reach it. */
  isOpen: boolean
  paint: Paint
}

/** What is known once the folder was looked through. A line that has nothing to say is left out. */
export function renderFacts({
  site,
  mocks = 'auto',
  names,
  isOpen,
  paint,
}: FactsOptions): string[] {
  const row = (left: string, right: string) => `  ${left}${gap(left.length)}${paint('dim', right)}`
  const counts = renderCounts(site)
  const lines: string[] = []
  if (mocks === 'never') lines.push(row('every file as it is', '--mocks never'))
  if (counts !== '') lines.push(row(counts, printable(['webstand routes', ...names].join(' '))))
  lines.push(
    isOpen
      ? row('open to the network', 'anyone on it can look')
      : row('this machine only', 'share: --lan'),
  )
  lines.push(...renderMistakes(site).map((line) => `  ${paint('yellow', line)}`))
  return lines
}

/** `5 routes, 1 mistake`; `''`: nothing to say. */
function renderCounts({ routes, mistakes }: Site): string {
  const wrong = mistakes.filter(({ message }) => message !== CODE_IS_OFF)
  return [count(routes.length, 'route'), count(wrong.length, 'mistake')]
    .filter((text) => text !== '')
    .join(', ')
}

/** What the owner should mend, one a line: `api/x.GET.json: what is wrong`. */
export function renderMistakes({ mistakes, isTruncated }: Site, limit = MISTAKES): string[] {
  const { off, others } = apart(mistakes)
  const shown = others.slice(0, limit)
  const lines = [
    ...(off.length === 0 ? [] : [renderOff(off)]),
    ...shown.map(({ file, line, message }) =>
      printable(`${file}${line === undefined ? '' : `:${line}`}: ${message}`),
    ),
  ]
  const more = others.length - shown.length
  if (more > 0) lines.push(`and ${more} more: webstand routes`)
  if (isTruncated)
    lines.push('the search for routes stopped at 50 000 entries: others may be missing')
  return lines
}

/** Files of code without consent are no mistakes: many of them are said in one line. */
function apart(mistakes: readonly Mistake[]): { off: string[]; others: readonly Mistake[] } {
  const off = mistakes.filter(({ message }) => message === CODE_IS_OFF)
  if (off.length <= FEW) return { off: [], others: mistakes }
  return {
    off: off.map(({ file }) => file),
    others: mistakes.filter((mistake) => !off.includes(mistake)),
  }
}

/** `6 files of code need --allow-code: a.GET.ts, b.GET.ts, …` */
function renderOff(files: readonly string[]): string {
  let line = `${files.length} files of code need --allow-code: ${files[0]}`
  for (const [index, file] of files.entries()) {
    if (index === 0) continue
    if (`${line}, ${file}, …`.length > WIDTH) return printable(`${line}, …`)
    line += `, ${file}`
  }
  return printable(line)
}

function count(number: number, noun: string): string {
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`
}

function gap(width: number): string {
  return ' '.repeat(Math.max(2, COLUMN - width))
}
