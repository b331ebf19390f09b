import type { FileSource } from '../files/source.ts'
import type { Mistake } from '../mistake.ts'
import { jsonProblem } from './json.ts'
import type { Route } from './route.ts'

/** Bytes of a file that is read, at most. */
const MAX_FILE = 1_048_576

/** The JSON files that routes send, and that are no JSON. */
export async function malformedFiles(
  source: FileSource,
  routes: readonly Route[],
): Promise<Mistake[]> {
  const variants = routes.flatMap((route) => route.variants)
  const paths = variants.flatMap(({ file, content, isCode }) => {
    if (isCode || (content !== undefined && content.kind !== 'file')) return []
    return content?.path ?? file
  })
  const mistakes: Mistake[] = []
  for (const file of new Set(paths.filter((path) => path.endsWith('.json')))) {
    const entry = await source.find(file)
    if (entry?.kind !== 'file' || entry.size > MAX_FILE) continue
    const problem = jsonProblem(await new Response(await entry.body(0, entry.size)).text())
    if (problem !== null) mistakes.push({ file, message: `expected JSON: ${problem}` })
  }
  return mistakes
}
