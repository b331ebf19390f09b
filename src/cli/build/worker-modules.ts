/** What a Worker may do without: modules that are read late, and those that they import. */
export const parts = [
  'core/coded-stream.ts',
  'core/files/application-page.ts',
  'core/files/coded-body.ts',
  'core/files/fingerprint.ts',
  'core/files/one-path.ts',
  'core/files/sibling.ts',
  'core/guard/host.ts',
  'core/guard/isolation.ts',
  'core/guard/origin.ts',
  'core/steps/listed-routes.ts',
  'core/listing/checksum.ts',
  'core/listing/large-texts.ts',
  'core/listing/readme-text.ts',
  'core/listing/route-list.ts',
  'core/mocks/body.ts',
  'core/mocks/code.ts',
  'core/mocks/faults/step.ts',
  'core/mocks/faults/fault.ts',
  'core/mocks/choose/choose.ts',
  'core/mocks/choose/nearest.ts',
  'core/mocks/template/fill.ts',
  'core/mocks/template/template.ts',
  'core/rules/apply.ts',
] as const

export type Part = (typeof parts)[number]

/**
 * The modules of a Worker by their names: `worker.js` exports `worker`, and `preview.js`
 * `previewWorker` and `previewLoader`.
 */
export interface WorkerBundle {
  readonly modules: Readonly<Record<string, BundledModule>>
  /** The module of each part. */
  readonly parts: Readonly<Record<Part, string>>
  /** The text of the module `types.js` for any file. */
  readonly types: string
}

interface BundledModule {
  readonly text: string
  /** The modules that it needs at once. */
  readonly imports: readonly string[]
}

/** The texts of all modules by their names: a preview may come to need each of them. */
export function allModules({ modules }: WorkerBundle): Record<string, string> {
  return Object.fromEntries(Object.entries(modules).map(([name, { text }]) => [name, text]))
}

/** The modules that a Worker needs with some parts, by their names. */
export function modulesWith(
  { modules, parts: late }: WorkerBundle,
  needed: Iterable<Part>,
): Record<string, string> {
  const texts: Record<string, string> = {}
  const add = (name: string) => {
    if (name in texts) return
    const { text, imports } = modules[name]!
    texts[name] = text
    imports.forEach(add)
  }
  add('worker.js')
  for (const part of needed) add(late[part])
  return texts
}
