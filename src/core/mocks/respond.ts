import { after } from '../after.ts'
import type { Answer, Fields } from '../exchange.ts'
import type { Representation } from '../files/representation.ts'
import { bytesRepresentation, fileRepresentation } from '../files/representation.ts'
import { representationResponse, statusResponse } from '../files/respond.ts'
import type { FileEntry } from '../files/source.ts'
import { UNSETTLED, type Validators } from '../http/validators.ts'
import { errorResponse } from '../page/error.ts'
import type { Call } from './call.ts'
import type { Choice } from './choose.ts'
import { languageOf } from './language.ts'
import { hashOf } from './random.ts'
import { hasNoContent, type Variant } from './route.ts'
import type { Template } from './template.ts'

/** Bytes of a body that is looked through for `{{…}}`, at most. */
const MAX_TEMPLATE = 1_048_576

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Files that were looked through; `null`: there is nothing to fill in. */
const templates = new WeakMap<FileEntry, Template | null>()

/** Answers with the variant that was chosen. `null`: its file is not there any more. */
export function variantResponse(
  call: Call,
  { variant, applied }: Pick<Choice, 'variant' | 'applied'>,
): Answer {
  const { exchange, match, mocks } = call
  if (variant.isCode) return mocks.code === undefined ? refused(call) : mocks.code(call, variant)

  const isOneOfMany = match.route.variants.length > 1
  return after(ownFields(call, variant), (own) => {
    const fields: Fields = { 'Cache-Control': 'no-cache', ...own }
    if (isOneOfMany) fields.Vary = 'Prefer'
    if (applied.length > 0) fields['Preference-Applied'] = applied.join(', ')
    if (hasNoContent(variant.status) || variant.content?.kind === 'none') {
      if (variant.status !== 204 && variant.status !== 304) fields['Content-Length'] = '0'
      return exchange.respond(variant.status, null, fields)
    }
    return after(contentOf(call, variant), (content) => {
      if (content === null) return null
      return send(call, variant, {
        ...content,
        fields,
        ...(isOneOfMany && { validators: tellApart(content.validators, variant) }),
      })
    })
  })
}

/** The fields that a variant has of its own; `Content-Type` is part of its content. */
function ownFields(call: Call, { headers, isTemplate }: Variant): Fields | Promise<Fields> {
  if (headers === undefined) return {}
  const own = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-type')
  if (isTemplate === false || !JSON.stringify(own).includes('{{')) return Object.fromEntries(own)
  return import('./template.ts').then(async ({ parseTemplate }) => {
    await call.readBody()
    const fill = (line: string) => fieldLine(parseTemplate(line, 'text')?.fill(call) ?? line)
    return Object.fromEntries(
      own.map(([name, value]) => [name, Array.isArray(value) ? value.map(fill) : fill(value)]),
    )
  })
}

/** What a field cannot hold is escaped as in a URL: nothing that a request says ends a line. */
function fieldLine(text: string): string {
  return text.replace(/[^\t\x20-\x7e]/gu, (character) => encodeURIComponent(character))
}

function refused({ exchange }: Call): Answer {
  exchange.note('route', 'code is not run without --allow-code')
  const detail = 'This route is code, which runs only with the consent of the owner: --allow-code'
  return errorResponse(exchange, { status: 403, detail })
}

/** Files of the same size and age are not the same answer: each variant has a tag of its own. */
function tellApart({ etag }: Validators, { file }: Variant): Validators {
  return etag === undefined ? {} : { etag: `${etag.slice(0, -1)}-${hashOf(file).toString(36)}"` }
}

/** `null`: there is no such file any more. */
function contentOf(
  call: Call,
  variant: Variant,
): Representation | null | Promise<Representation | null> {
  const { content, isTemplate = true } = variant
  if (content?.kind === 'text') return textContent(call, variant, content)
  const path = content?.kind === 'file' ? content.path : variant.file
  return after(call.mocks.source.find(path), (entry) => {
    if (entry?.kind !== 'file') return null
    return after(typedRepresentation(entry, variant), (file) =>
      after(isTemplate ? templateOf(entry, file.type) : null, (template) =>
        template === null ? file : filledIn(call, variant, { type: file.type, template }),
      ),
    )
  })
}

/** A file, with the type that a variant says in its own `Content-Type`. */
function typedRepresentation(entry: FileEntry, { headers = {} }: Variant) {
  return after(fileRepresentation(entry), (file): Representation => {
    const own = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')
    return own === undefined ? file : { ...file, type: [own[1]].flat().join() }
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

function templateOf(file: FileEntry, type: string): Template | null | Promise<Template | null> {
  if (languageOf(type) === null || file.size > MAX_TEMPLATE) return null
  const known = templates.get(file)
  if (known !== undefined) return known
  return after(file.body(0, file.size), (body) =>
    after(textOf(body), (text) =>
      after(text === null ? null : templateIn(text, type), (template) => {
        // A file that changed a moment ago may change again under the same date.
        if (Date.now() - file.lastModified > UNSETTLED) templates.set(file, template)
        return template
      }),
    ),
  )
}

function textOf(body: BodyInit | null): string | null | Promise<string | null> {
  if (body === null) return null
  return body instanceof Uint8Array ? decoder.decode(body) : new Response(body).text()
}

/** Templates are a module of their own, which is read when a text may be one. */
function templateIn(text: string, type: string, isTemplate = true) {
  const language = languageOf(type)
  if (!isTemplate || language === null || !text.includes('{{')) return null
  return import('./template.ts').then(({ parseTemplate }) => parseTemplate(text, language))
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
      return bytesRepresentation(encoder.encode(template.fill(call)), type)
    } catch (cause) {
      throw new Error(`Cannot answer from "${file}": ${(cause as Error).message}`, { cause })
    }
  }
}

/** Conditions and ranges are for a GET or HEAD that would be answered with 200: RFC 9110 §13.2.1. */
function send({ exchange }: Call, { status }: Variant, representation: Representation): Answer {
  if (status === 200 && exchange.isRead) return representationResponse(exchange, representation)
  return statusResponse(exchange, status, representation)
}
