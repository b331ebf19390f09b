import process from 'node:process'
import { renderCondition } from '../core/mocks/choose/condition.ts'
import type { Variant } from '../core/mocks/route.ts'
import type { Site } from '../core/site.ts'
import type { Invocation } from './line/invocation.ts'
import { findWhat, renderWhats, sourceOf } from './line/what.ts'
import { renderMistakes } from './serve/banner.ts'
import { type Paint, printable, terminal } from './terminal.ts'
import { parseYaml } from './yaml.ts'

/** Prints the routes of a folder on stdout, what is wrong with it on stderr. */
export async function routes({ words, options, defaults, runtime }: Invocation): Promise<number> {
  const whats = (words.length > 0 ? words : defaults).map(findWhat)
  const [{ readSite }, { malformedFiles }, { diskFiles }] = await Promise.all([
    import('../core/site.ts'),
    import('../core/mocks/malformed.ts'),
    runtime.adapter(),
  ])
  const { allowHidden: dotfiles, allowLinks: links, allowCode: code, json } = options
  const source = sourceOf(whats, diskFiles, { dotfiles, links })
  const read = await readSite(source, { parseYaml, code })
  const malformed = await malformedFiles(source, read.routes)
  const site = { ...read, mistakes: [...read.mistakes, ...malformed] }

  const stdout = terminal(process.stdout)
  if (json) {
    stdout.write(JSON.stringify(site, null, 2))
    return 0
  }
  for (const line of renderRoutes(site, stdout.paint)) stdout.write(line)
  const stderr = terminal(process.stderr)
  if (site.routes.length === 0) stderr.write(`no routes in ${printable(renderWhats(whats))}`)
  for (const line of renderMistakes(site, Infinity)) stderr.write(stderr.paint('yellow', line))
  return 0
}

/** What a list says of one of its answers; a file of one answer has it in its name. */
function traitsOf({ content, name, when = [], weight, step, times, delay, fault }: Variant) {
  if (content === undefined) return []
  return [
    ...when.map(renderCondition),
    ...(name === undefined ? [] : [`example=${name}`]),
    ...(weight === undefined ? [] : [`${weight}%`]),
    ...(step === undefined ? [] : [`step ${step}`]),
    ...(times === undefined ? [] : [`${times} ×`]),
    ...(delay === undefined ? [] : ['late']),
    ...(fault === undefined ? [] : [fault.kind]),
  ]
}

/** A table: method, path, status (or that it is code) and file, one line a variant; then redirects. */
export function renderRoutes({ routes, redirects = [] }: Site, paint: Paint): string[] {
  const rows = routes.flatMap(({ method, pattern, variants }) =>
    variants.map((variant) => ({
      columns: [method, printable(pattern), variant.isCode ? 'code' : String(variant.status)],
      file: printable([variant.file, ...traitsOf(variant)].join('  ')),
    })),
  )
  for (const { from, to, status, line } of redirects) {
    const verb = status === 200 ? 'as' : 'to'
    rows.push({
      columns: ['*', printable(from), String(status)],
      file: printable(`${verb} ${to}  _redirects:${line}`),
    })
  }
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map(({ columns }) => columns[at]!.length)))
  return rows.map(({ columns, file }) => {
    const padded = columns.map((text, at) => text.padEnd(widths[at]!))
    return [...padded, paint('dim', file)].join('  ')
  })
}
