import { after } from '../after.ts'
import type { Answer, Fields } from '../exchange.ts'
import type { Representation } from '../files/representation.ts'
import { bytesRepresentation, fileRepresentation } from '../files/representation.ts'
import { representationResponse, statusResponse } from '../files/respond.ts'
import type { FileEntry } from '../files/source.ts'
import type { Validators } from '../http/validators.ts'
import { errorResponse } from '../page/error.ts'
import type { Call } from './call.ts'
import type { Choice } from './choose.ts'
import { hashOf } from './random.ts'
import { hasNoContent, type Variant } from './route.ts'
import { hasTemplate, renderTemplate } from './template.ts'

/** Bytes of a body that is looked through for `{{…}}`, at most. */
const MAX_TEMPLATE = 1_048_576

/** Media types whose content is text. */
const isText = /^text\/|[/+](?:json|xml|javascript|yaml)\b/

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** The text of a file when it is a template, `null` when it is sent as it is. */
const templates = new WeakMap<FileEntry, string | null>()

/** Answers with the variant that was chosen. `null`: its file is not there any more. */
export function variantResponse(call: Call, { variant, applied }: Choice): Answer {
  const { exchange, match, mocks } = call
  if (variant.isCode) return mocks.code === undefined ? refused(call) : mocks.code(call, variant)

  const isOneOfMany = match.route.variants.length > 1
  const fields: Fields = { 'Cache-Control': 'no-cache', ...variant.headers }
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
      fields: { ...content.fields, ...fields },
      ...(isOneOfMany && { validators: tellApart(content.validators, variant) }),
    })
  })
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
  const { content } = variant
  const path = content?.kind === 'file' ? content.path : variant.file
  return after(call.mocks.source.find(path), (entry) => {
    if (entry?.kind !== 'file') return null
    return after(fileRepresentation(entry), (file) =>
      after(templateOf(entry, file.type), (template) =>
        template === null ? file : rendered(call, file.type, template),
      ),
    )
  })
}

function templateOf(file: FileEntry, type: string): string | null | Promise<string | null> {
  if (file.size > MAX_TEMPLATE || !isText.test(type)) return null
  const known = templates.get(file)
  if (known !== undefined) return known
  return readTemplate(file)
}

async function readTemplate(file: FileEntry): Promise<string | null> {
  const body = await file.body(0, file.size)
  if (body === null) return null
  const text = decoder.decode(await new Response(body).arrayBuffer())
  const template = hasTemplate(text) ? text : null
  templates.set(file, template)
  return template
}

function rendered({ match, query }: Call, type: string, template: string): Representation {
  const text = renderTemplate(template, type, { params: match.params, query })
  return bytesRepresentation(encoder.encode(text), type)
}

/** Conditions and ranges are for a GET or HEAD that would be answered with 200: RFC 9110 §13.2.1. */
function send({ exchange }: Call, { status }: Variant, representation: Representation): Answer {
  if (status === 200 && exchange.isRead) return representationResponse(exchange, representation)
  return statusResponse(exchange, status, representation)
}
