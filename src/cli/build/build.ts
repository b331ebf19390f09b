import { relative, resolve } from 'node:path'
import process from 'node:process'
import { renderSize } from '../../core/listing/units.ts'
import type { Options } from '../line/flags.ts'
import type { Invocation } from '../line/invocation.ts'
import { showOptions } from '../line/show-options.ts'
import { UsageError } from '../line/usage-error.ts'
import { findWhat } from '../line/what.ts'
import { renderMistakes } from '../serve/banner.ts'
import { printable, type Terminal, terminal } from '../terminal.ts'
import { type BuiltSite, buildSite } from './site-build.ts'
import { type WorkerParts, workerFiles, workerName } from './worker-files.ts'
import { workerSource } from './worker-source.ts'

/** Where a build goes when nobody says it: a dotfolder, hidden from every listing and build. */
const OUT = '.webstand/out'

/** Files that Cloudflare's free plan takes. */
const FREE_FILES = 20_000

/** Writes a Worker and prints where it is. */
export async function build(invocation: Invocation): Promise<number> {
  const stdout = terminal(process.stdout)
  const talk = stdout.isTty ? stdout : terminal(process.stderr)
  const { out } = await buildWorker(invocation, talk)
  if (!stdout.isTty) stdout.write(out)
  return 0
}

/** Builds what a command line names, and says what came of it. */
export async function buildWorker(
  { words, options, defaults, runtime }: Invocation,
  talk: Terminal,
): Promise<{ out: string; name: string }> {
  const whats = (words.length > 0 ? words : defaults).map(findWhat)
  const { diskFiles } = await runtime.adapter()
  const out = resolve(options.out ?? OUT)
  const { source, name: given, ...rest } = workerSource(whats, { ...options, diskFiles })
  const name = nameOf(options) ?? given
  const files = (parts: WorkerParts) => workerFiles(name, parts)
  const built = await buildSite(source, { ...rest, out, files, show: showOptions(options) })
  for (const line of renderBuilt(built, { out, name })) talk.write(line)
  return { out, name }
}

function nameOf({ name }: Options): string | undefined {
  if (name === undefined || name === workerName(name)) return name
  throw new UsageError(`a Worker cannot be called "${name}": try --name ${workerName(name)}`)
}

/** What was built, where it is, and what its owner should know. */
function renderBuilt(
  { site, files, bytes, assets, leftOut }: BuiltSite,
  { out, name }: { out: string; name: string },
): string[] {
  const isThere = ({ file }: { file: string }) => !leftOut.includes(file)
  const routes = site.routes.filter(({ variants }) => variants.some(isThere))
  const counts = [count(files, 'file'), renderSize(bytes), count(routes.length, 'route')]
  const way = relative('', out)
  const place = printable(way.startsWith('..') ? out : way)
  const lines = [`${counts.join(', ')}: Worker "${name}" in ${place}`]
  lines.push(...renderMistakes(site))
  if (leftOut.length > 0) lines.push(`left out, as they cannot answer: ${renderNames(leftOut)}`)
  if (assets > FREE_FILES) {
    lines.push(`${assets} assets: Cloudflare's free plan takes ${FREE_FILES}`)
  }
  return lines
}

function renderNames(names: readonly string[]): string {
  const more = names.length > 3 ? ` and ${names.length - 3} more` : ''
  return printable(names.slice(0, 3).join(', ')) + more
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
