import { after, late } from '../../after.ts'
import type { Fields } from '../../fields.ts'
import { bytesRepresentation, type Representation } from '../../files/representation.ts'
import type { FileEntry } from '../../files/source.ts'
import type { ResponseBody } from '../../http/body.ts'
import { UNSETTLED } from '../../http/validators.ts'
import type { Call, Filling, SentFile } from '../call.ts'
import { jsonProblem } from '../json.ts'
import type { Content, Variant } from '../route.ts'
import { isJsonType, type Language, languageOf } from './language.ts'
import type { Template } from './template.ts'

/** Bytes of a body that is looked through for `{{…}}`, at most. */
export const MAX_TEMPLATE = 1_048_576

const encoder = new TextEncoder()
const decoder = new TextDecoder()

const parsing = late(() => import('./template.ts'))

type Later<T> = T | Promise<T>

/** Files that were looked through, for each language; `null`: there is nothing to fill in. */
const templates: Record<Language, WeakMap<FileEntry, Template | null>> = {
  json: new WeakMap(),
  script: new WeakMap(),
  markup: new WeakMap(),
  text: new WeakMap(),
}

/** A file, filled in where it holds templates. */
function filledFile(
  call: Call,
  variant: Variant,
  { path, entry, file }: SentFile,
): Later<Representation> {
  const { type } = file
  return after(templateOf(call, entry, { path, type }), (template) =>
    template === null ? file : filledIn(call, variant, { type, template }),
  )
}

/** The templates of text that is written in a MOCK file. */
const textTemplates = new WeakMap<Variant, Template | null>()

/** Text that is written in a MOCK file, filled in; `null`: it holds no template. */
function filledText(
  call: Call,
  variant: Variant,
  { text, type }: Content & { kind: 'text' },
): Later<Representation | null> {
  const known = textTemplates.get(variant)
  const template = known === undefined ? templateIn(text, type) : known
  return after(template, (found) => {
    textTemplates.set(variant, found)
    return found && filledIn(call, variant, { type, template: found })
  })
}

/** Fields, each line filled in. */
async function filledFields(call: Call, fields: Fields): Promise<Fields> {
  const { fillFields } = await parsing()
  await call.readBody()
  return fillFields(fields, call)
}

/** Fills in what variants send. */
export const filling: Filling = { filledFile, filledText, filledFields }

function templateOf(
  { exchange }: Call,
  file: FileEntry,
  { path, type }: { path: string; type: string },
): Later<Template | null> {
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

function textOf(body: ResponseBody | null): Later<string | null> {
  if (body === null) return null
  return body instanceof Uint8Array ? decoder.decode(body) : new Response(body).text()
}

function templateIn(text: string, type: string): Later<Template | null> {
  const language = languageOf(type)
  if (language === null || !text.includes('{{')) return null
  return after(parsing(), ({ parseTemplate }) => parseTemplate(text, language))
}

/** @throws {Error} naming the file, when it cannot be filled in */
function filledIn(
  call: Call,
  { file }: Variant,
  { type, template }: { type: string; template: Template },
): Later<Representation> {
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
