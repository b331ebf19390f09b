import { after } from '../after.ts'
import {
  bytesRepresentation,
  fileRepresentation,
  type Representation,
} from '../files/representation.ts'
import type { FileEntry } from '../files/source.ts'
import type { ResponseBody } from '../http/body.ts'
import { UNSETTLED } from '../http/validators.ts'
import type { Call } from './call.ts'
import { jsonProblem } from './json.ts'
import { ownType, type Variant } from './route.ts'
import { isJsonType, type Language, languageOf } from './template/language.ts'
import type { Template } from './template/template.ts'

/** Bytes of a body that is looked through for `{{…}}`, at most. */
export const MAX_TEMPLATE = 1_048_576

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Files that were looked through, for each language; `null`: there is nothing to fill in. */
const templates: Record<Language, WeakMap<FileEntry, Template | null>> = {
  json: new WeakMap(),
  script: new WeakMap(),
  markup: new WeakMap(),
  text: new WeakMap(),
}

/** What a variant sends, filled in for a request. `null`: there is no such file any more. */
export function contentOf(
  call: Call,
  variant: Variant,
): Representation | null | Promise<Representation | null> {
  const { content, isTemplate = true } = variant
  if (content?.kind === 'text') return textContent(call, variant, content)
  const path = content?.kind === 'file' ? content.path : variant.file
  const { exchange, mocks } = call
  const found = exchange.look(() => mocks.source.find(path))
  return after(found, (entry) => {
    if (entry?.kind !== 'file') return null
    return after(typedRepresentation(entry, variant), (file) =>
      after(isTemplate ? templateOf(call, entry, { path, type: file.type }) : null, (template) =>
        template === null ? file : filledIn(call, variant, { type: file.type, template }),
      ),
    )
  })
}

/** A file, with the type that a variant says in its own `Content-Type`. */
function typedRepresentation(entry: FileEntry, variant: Variant) {
  return after(fileRepresentation(entry), (file): Representation => {
    const type = ownType(variant)
    return type === null ? file : { ...file, type }
  })
}

/** The templates of text that is written in a MOCK file. */
const textTemplates = new WeakMap<Variant, Template | null>()

function textContent(
  call: Call,
  variant: Variant,
  { text, type }: { text: string; type: string },
): Representation | Promise<Representation> {
  const known = textTemplates.get(variant)
  const template = known === undefined ? templateIn(text, type, variant.isTemplate) : known
  return after(template, (found) => {
    textTemplates.set(variant, found)
    if (found !== null) return filledIn(call, variant, { type, template: found })
    return bytesRepresentation(encoder.encode(text), type)
  })
}

function templateOf(
  { exchange }: Call,
  file: FileEntry,
  { path, type }: { path: string; type: string },
): Template | null | Promise<Template | null> {
  const language = languageOf(type)
  if (language === null || file.size > MAX_TEMPLATE) return null
  const known = templates[language].get(file)
  if (known !== undefined) return known
  return after(file.body(0, file.size), (body) =>
    after(textOf(body), (text) => {
      const problem = text !== null && isJsonType(type) ? jsonProblem(text) : null
      if (problem !== null) {
        exchange.note('route', `${path}  expected JSON: ${problem}; sent as it is`)
      }
      return after(text === null ? null : templateIn(text, type), (template) => {
        // A file that changed a moment ago may change again under the same date.
        const isSettled = text !== null && Date.now() - file.lastModified > UNSETTLED
        if (isSettled) templates[language].set(file, template)
        return template
      })
    }),
  )
}

function textOf(body: ResponseBody | null): string | null | Promise<string | null> {
  if (body === null) return null
  return body instanceof Uint8Array ? decoder.decode(body) : new Response(body).text()
}

/** Templates are a module of their own, which is read when a text may be one. */
function templateIn(text: string, type: string, isTemplate = true) {
  const language = languageOf(type)
  if (!isTemplate || language === null || !text.includes('{{')) return null
  return import('./template/template.ts').then(({ parseTemplate }) => parseTemplate(text, language))
}

/** @throws {Error} naming the file, when it cannot be filled in */
function filledIn(
  call: Call,
  { file }: Variant,
  { type, template }: { type: string; template: Template },
): Representation | Promise<Representation> {
  return template.usesBody ? call.readBody().then(represent) : represent()

  function represent(): Representation {
    try {
      const bytes = encoder.encode(template.fill(call))
      return { ...bytesRepresentation(bytes, type), isMadeAnew: true }
    } catch (cause) {
      throw new Error(`Cannot answer from "${file}": ${(cause as Error).message}`, { cause })
    }
  }
}
