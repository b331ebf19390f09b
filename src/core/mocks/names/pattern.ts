/** One part of a route's path. */
export type PatternSegment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'one'; readonly name: string }
  | { readonly kind: 'rest'; readonly name: string; readonly isOptional: boolean }

const PARAMETER = /^\[([A-Za-z_][\w-]*)\]$/
const REST = /^\[\.\.\.([A-Za-z_][\w-]*)\]$/
const OPTIONAL_REST = /^\[\[\.\.\.([A-Za-z_][\w-]*)\]\]$/

/** Brackets around anything else, and how other tools write a parameter: `:id`, `{id}`. */
const OTHER_PARAMETER = /^(?:\[.*\]|:[A-Za-z_]\w*|\{\w+\})$/

/**
 * Parses the path of a route file: its folders and the base of its name, where `index` is the
 * folder itself.
 *
 * @throws {SyntaxError} for brackets that are no parameter, a rest parameter before the end, or a
 * parameter named twice
 */
export function parsePattern(folders: readonly string[], base: string): PatternSegment[] {
  const names = base === 'index' ? folders : [...folders, base]
  const segments = names.map(parseSegment)
  if (segments.slice(0, -1).some(({ kind }) => kind === 'rest')) {
    throw new SyntaxError('expected [...rest] only at the end of the path')
  }
  const parameters = segments.flatMap((segment) => (segment.kind === 'literal' ? [] : segment.name))
  const twice = parameters.find((name, index) => parameters.indexOf(name) !== index)
  if (twice !== undefined) throw new SyntaxError(`expected [${twice}] only once in the path`)
  return segments
}

function parseSegment(name: string): PatternSegment {
  const one = PARAMETER.exec(name)?.[1]
  if (one !== undefined) return { kind: 'one', name: one }
  const optional = OPTIONAL_REST.exec(name)?.[1]
  const rest = optional ?? REST.exec(name)?.[1]
  if (rest === undefined) {
    if (OTHER_PARAMETER.test(name)) {
      throw new SyntaxError(`expected [id], [...rest] or the like, not ${name}`)
    }
    return { kind: 'literal', text: name }
  }
  return { kind: 'rest', name: rest, isOptional: optional !== undefined }
}

/** `/api/users/[id]`: a pattern as its author wrote it. */
export function renderPattern(segments: readonly PatternSegment[]): string {
  return `/${segments.map(renderSegment).join('/')}`
}

export function renderSegment(segment: PatternSegment): string {
  if (segment.kind === 'literal') return segment.text
  if (segment.kind === 'one') return `[${segment.name}]`
  return segment.isOptional ? `[[...${segment.name}]]` : `[...${segment.name}]`
}
