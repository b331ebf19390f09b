import type { FileSource } from '../files/source.ts'
import type { Mistake } from '../mistake.ts'
import { parseHeaders } from './headers.ts'
import { parseRedirects } from './redirects.ts'
import { type Rules, ruleFiles } from './rules.ts'

/** Bytes of a rules file, at most. */
const MAX_SIZE = 4 * 1024 * 1024

/** Reads `_redirects` and `_headers` at the root of a source. */
export async function readRules(
  source: FileSource,
): Promise<Required<Rules> & { mistakes: Mistake[] }> {
  const mistakes: Mistake[] = []
  const [redirects, headers] = await Promise.all(
    ruleFiles.map((file) => readText(source, file, mistakes)),
  )
  const redirected = parseRedirects(redirects!)
  const headed = parseHeaders(headers!)
  return {
    redirects: redirected.redirects,
    headers: headed.headers,
    mistakes: [...mistakes, ...redirected.mistakes, ...headed.mistakes],
  }
}

/** `''`: there is no such file. */
async function readText(source: FileSource, file: string, mistakes: Mistake[]): Promise<string> {
  const entry = await source.find(file)
  if (entry?.kind !== 'file') return ''
  if (entry.size > MAX_SIZE) {
    mistakes.push({ file, message: `${entry.size} bytes: expected at most ${MAX_SIZE}` })
    return ''
  }
  const body = await entry.body(0, entry.size)
  if (body === null) mistakes.push({ file, message: 'it changes while it is read' })
  return body === null ? '' : new Response(body).text()
}
