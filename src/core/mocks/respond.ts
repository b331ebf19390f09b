import { after } from '../after.ts'
import type { Answer, Exchange } from '../exchange.ts'
import type { Representation } from '../files/representation.ts'
import { bytesRepresentation, fileRepresentation } from '../files/representation.ts'
import { representationResponse } from '../files/respond.ts'
import type { FileEntry, FileSource } from '../files/source.ts'
import { hasNoContent } from './compile.ts'
import type { Variant } from './route.ts'
import type { Match } from './router.ts'
import { hasTemplate, renderTemplate } from './template.ts'

/** Bytes of a body that is looked through for `{{…}}`, at most. */
const MAX_TEMPLATE = 1_048_576

/** Media types whose content is text. */
const isText = /^text\/|[/+](?:json|xml|javascript|yaml)\b/

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** The text of a file when it is a template, `null` when it is sent as it is. */
const templates = new WeakMap<FileEntry, string | null>()

/** Answers with the file behind a route. `null`: it is not there any more. */
export function cannedResponse(exchange: Exchange, source: FileSource, match: Match): Answer {
  const variant = match.route.variants[0]!
  if (hasNoContent(variant.status)) {
    return exchange.respond(variant.status, null, { 'Cache-Control': 'no-cache' })
  }
  return after(source.find(variant.file), (entry) => {
    if (entry?.kind !== 'file') return null
    return after(fileRepresentation(entry), (file) =>
      after(templateOf(entry, file.type), (template) =>
        send(
          exchange,
          variant,
          template === null ? file : rendered(exchange, file, template, match),
        ),
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

function rendered(
  exchange: Exchange,
  file: Representation,
  template: string,
  { params }: Match,
): Representation {
  const query = new URLSearchParams(exchange.url.search)
  const text = renderTemplate(template, file.type, { params, query })
  return bytesRepresentation(encoder.encode(text), file.type)
}

/** Conditions and ranges are for a GET or HEAD that would be answered with 200: RFC 9110 §13.2.1. */
function send(exchange: Exchange, { status }: Variant, representation: Representation): Answer {
  if (status === 200 && exchange.isRead) return representationResponse(exchange, representation)
  const { size, type } = representation
  const fields = {
    'Content-Type': type,
    'Content-Length': String(size),
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
  }
  if (exchange.method === 'HEAD') return exchange.respond(status, null, fields)
  return after(representation.body(0, size), (body) =>
    body === null ? null : exchange.respond(status, body, fields),
  )
}
