// Which part may import which: an import that goes another way is an error, and so is a circle.
import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parts } from '../src/cli/build/worker-modules.ts'

/** What every part of the core is made of: an exchange, and what belongs to one. */
const exchange = [
  ...['core/exchange.ts', 'core/platform.ts', 'core/fields.ts', 'core/field-changes.ts'],
  ...['core/repeat.ts', 'core/sink.ts', 'core/theme.ts'],
  ...['core/after.ts', 'core/mistake.ts', 'core/momentary.ts'],
]

/** Every part of `src`, and the parts it may import beside itself. */
const allowed: Record<string, readonly string[]> = {
  'core/http': [],
  'core/path': ['core/http'],
  ...Object.fromEntries(exchange.map((file) => [file, ['core/http', 'core/path', ...exchange]])),
  'core/coding.ts': ['core/http', ...exchange],
  'core/coded-stream.ts': ['core/http', 'core/coding.ts', ...exchange],
  'core/late-step.ts': exchange,
  'core/page': ['core/http', 'core/path', 'core/coding.ts', 'core/coded-stream.ts', ...exchange],
  'core/files': [
    ...['core/http', 'core/path', 'core/page', 'core/coding.ts', 'core/coded-stream.ts'],
    'core/late-step.ts',
    ...exchange,
  ],
  'core/listing': ['core/http', 'core/path', 'core/page', 'core/files', ...exchange],
  'core/mocks': ['core/http', 'core/path', 'core/page', 'core/files', ...exchange],
  // Rules are files of the source.
  'core/rules': ['core/http', 'core/path', 'core/page', 'core/files', ...exchange],
  'core/guard': ['core/http', 'core/path', 'core/page', ...exchange],
  'core/road.ts': ['core/page', ...exchange],
  'core/inspect': ['core/page', 'core/files', 'core/road.ts', ...exchange],
  'core/site.ts': ['core/mocks', 'core/rules', 'core/files', ...exchange],
  // What joins several parts to a step.
  'core/steps': ['core'],
  'core/options.ts': ['core'],
  'core/middleware.ts': ['core'],
  'core/app.ts': ['core'],
  'core/create-app.ts': ['core'],
  'index.ts': ['core'],
  // A mock reads MOCK.yaml, and sees edits, as the command line does.
  test: ['core', 'adapters', 'cli/yaml.ts'],
  'test.ts': ['core', 'adapters', 'test'],
  adapters: ['core'],
  cli: ['core', 'adapters', 'index.ts'],
}

const root = join(import.meta.dirname, '../src')
const IMPORT = /^\s*(?:import|export)\b[^'"]*?from\s+'(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm

function partOf(file: string): string | undefined {
  const parts = Object.keys(allowed).sort((a, b) => b.length - a.length)
  return parts.find((part) => file === part || file.startsWith(`${part}/`))
}

function isAllowed(from: string, to: string): boolean {
  const part = partOf(from)
  if (part === undefined) return false
  if (partOf(to) === part) return true
  return allowed[part]!.some((other) => to === other || to.startsWith(`${other}/`))
}

/** Every file, and those that it imports, be it for their types only. */
const imports = new Map(
  globSync('**/*.ts', { cwd: root }).map((path) => {
    const file = path.replaceAll('\\', '/')
    const found = readFileSync(join(root, file), 'utf8').matchAll(IMPORT)
    const targets = [...found].map((match) =>
      posix.join(posix.dirname(file), match[1] ?? match[2]!),
    )
    return [file, targets.filter((target) => !target.startsWith('..'))] as const
  }),
)

const forbidden = [...imports].flatMap(([file, targets]) =>
  targets
    .filter((target) => !isAllowed(file, target))
    .map(
      (target) => `src/${file} imports src/${target}: not allowed, see scripts/check-imports.ts`,
    ),
)

const circles: string[] = []
const ended = new Set<string>()

/** Follows what a file imports until all ways end: one that comes back is a circle. */
function follow(file: string, way: readonly string[] = []): void {
  if (way.includes(file)) {
    const circle = [...way.slice(way.indexOf(file)), file]
    circles.push(`src/${circle.join(' imports src/')}: a circle`)
  } else if (!ended.has(file)) {
    for (const target of imports.get(file) ?? []) follow(target, [...way, file])
    ended.add(file)
  }
}

/** Modules of the core that are read late and are no part of a Worker: it has an asset of each. */
const assets = ['core/site.ts', 'core/listing/client.ts', 'core/page/theme.ts']

/** What a Worker reads late, and a build does not know how to choose; and the other way round. */
function unknownParts(): string[] {
  const late = globSync(['core/**/*.ts', 'adapters/workers/*.ts'], { cwd: root }).flatMap(
    (path) => {
      const file = path.replaceAll('\\', '/')
      const found = readFileSync(join(root, file), 'utf8').matchAll(/\bimport\('(\.[^']+)'\)/g)
      return [...found].map((match) => posix.join(posix.dirname(file), match[1]!))
    },
  )
  const known: string[] = [...parts, ...assets]
  const unknown = late.filter((file) => !known.includes(file))
  const gone = known.filter((file) => !late.includes(file))
  return [
    ...unknown.map(
      (file) => `src/${file} is read late and no part in src/cli/build/worker-modules.ts`,
    ),
    ...gone.map(
      (file) => `src/${file} is a part in src/cli/build/worker-modules.ts and not read late`,
    ),
  ]
}

for (const file of imports.keys()) follow(file)
const lines = [...forbidden, ...circles, ...unknownParts()]
for (const line of lines) console.error(line)
process.exitCode = lines.length === 0 ? 0 : 1
