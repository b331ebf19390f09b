import type { Answer } from '../exchange.ts'
import type { Fields } from '../fields.ts'
import { bytesRepresentation } from '../files/representation.ts'
import { representationResponse } from '../files/respond.ts'
import { pageFields } from '../page/page.ts'
import type { Asked } from './asked.ts'
import type { Made } from './folder.ts'
import { textStreamOf } from './stream.ts'

/** Sends what was made, with its tag. */
export function sendMade(asked: Asked, { bytes, etag }: Made): Answer {
  const representation = bytesRepresentation(bytes, withCharset(asked.type), {
    validators: { etag },
    fields: fieldsOf(asked),
  })
  return representationResponse(asked.exchange, representation)
}

/** Sends what is made on the way: it has neither a length nor a tag. HEAD makes nothing. */
export function sendLate(asked: Asked, texts: AsyncGenerator<string, void, void>): Answer {
  return representationResponse(asked.exchange, {
    type: withCharset(asked.type),
    size: null,
    validators: {},
    fields: fieldsOf(asked),
    body: () => textStreamOf(texts),
  })
}

function fieldsOf({ type, listing }: Asked): Fields {
  const own = type === 'text/html' ? pageFields(Object.values(listing.scripts ?? {})) : {}
  return { ...own, Vary: 'Accept' }
}

function withCharset(type: string): string {
  return type === 'application/json' ? type : `${type}; charset=utf-8`
}
