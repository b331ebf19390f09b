import type { FileSource } from '../../core/files/source.ts'
import { jsonProblem } from '../../core/mocks/json.ts'
import type { Variant } from '../../core/mocks/route.ts'
import { MAX_TEMPLATE } from '../../core/mocks/template/fill.ts'
import type { Site } from '../../core/site.ts'

/**
 * The same site, whose variants say where nothing is to be filled in: the edge then looks for no
 * template in what never changes.
 */
export async function stillSite(source: FileSource, site: Site): Promise<Site> {
  const routes = []
  for (const route of site.routes) {
    const variants = []
    for (const variant of route.variants) {
      const isStill = !(await mayHoldTemplates(source, variant))
      variants.push(isStill ? { ...variant, isTemplate: false } : variant)
    }
    routes.push({ ...route, variants })
  }
  return { ...site, routes }
}

async function mayHoldTemplates(source: FileSource, variant: Variant): Promise<boolean> {
  const { isCode, isTemplate = true, headers = {}, content, file } = variant
  if (isCode || !isTemplate) return false
  if (JSON.stringify(headers).includes('{{')) return true
  if (content?.kind === 'none') return false
  if (content?.kind === 'text') return content.text.includes('{{')
  const path = content?.path ?? file
  const text = await textAt(source, path)
  if (text === null) return false
  // What is wrong with JSON is told by who looks for templates in it.
  return text.includes('{{') || (path.endsWith('.json') && jsonProblem(text) !== null)
}

/** `null`: there is no such file, or it is too large to hold templates. */
async function textAt(source: FileSource, path: string): Promise<string | null> {
  const entry = await source.find(path)
  if (entry?.kind !== 'file' || entry.size > MAX_TEMPLATE) return null
  return new Response(await entry.body(0, entry.size)).text()
}
