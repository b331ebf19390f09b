import { after } from '../after.ts'
import type { Fields } from '../fields.ts'
import {
  bytesRepresentation,
  fileRepresentation,
  type Representation,
} from '../files/representation.ts'
import type { FileEntry } from '../files/source.ts'
import type { Call } from './call.ts'
import { ownType, type Variant } from './route.ts'

const encoder = new TextEncoder()

/** What a variant sends, filled in for a request. `null`: there is no such file any more. */
export function contentOf(
  call: Call,
  variant: Variant,
): Representation | null | Promise<Representation | null> {
  const { exchange, mocks } = call
  const { content, isTemplate = true } = variant
  if (content?.kind === 'text') {
    const { text, type } = content
    const plain = () => bytesRepresentation(encoder.encode(text), type)
    if (!isTemplate || !text.includes('{{')) return plain()
    const filled = after(mocks.filling(), (fill) => fill.filledText(call, variant, content))
    return after(filled, (text) => text ?? plain())
  }
  const path = content?.kind === 'file' ? content.path : variant.file
  const found = exchange.look(() => mocks.source.find(path))
  return after(found, (entry) => {
    if (entry?.kind !== 'file') return null
    return after(typedRepresentation(entry, variant), (file) => {
      if (!isTemplate) return file
      return after(mocks.filling(), (fill) => fill.filledFile(call, variant, { path, entry, file }))
    })
  })
}

/** A file, with the type that a variant says in its own `Content-Type`. */
function typedRepresentation(entry: FileEntry, variant: Variant) {
  return after(fileRepresentation(entry), (file): Representation => {
    const type = ownType(variant)
    return type === null ? file : { ...file, type }
  })
}

/** The fields that a variant has of its own; `Content-Type` is part of its content. */
export function ownFields(call: Call, { headers, isTemplate }: Variant): Fields | Promise<Fields> {
  if (headers === undefined) return {}
  const own = Object.entries(headers).filter(([name]) => !isContentType(name))
  const fields = Object.fromEntries(own)
  if (isTemplate === false || !JSON.stringify(fields).includes('{{')) return fields
  return after(call.mocks.filling(), (fill) => fill.filledFields(call, fields))
}

function isContentType(name: string): boolean {
  return name.toLowerCase() === 'content-type'
}
