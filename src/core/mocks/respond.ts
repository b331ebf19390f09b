import { after } from '../after.ts'
import type { Answer } from '../exchange.ts'
import type { Fields } from '../fields.ts'
import { lookAgain } from '../files/look-again.ts'
import type { Representation } from '../files/representation.ts'
import { representationResponse, statusResponse } from '../files/respond.ts'
import type { Validators } from '../http/validators.ts'
import { errorResponse } from '../page/error.ts'
import type { Call } from './call.ts'
import type { Choice } from './choose/choose.ts'
import { contentOf, ownFields } from './content.ts'
import { hasNoContent, type Variant } from './route.ts'

/** Answers with the variant that was chosen. `null`: its file is not there any more. */
export function variantResponse(
  call: Call,
  { variant, applied, vary, mark }: Omit<Choice, 'reason'>,
): Answer {
  const { exchange, mocks } = call
  if (variant.isCode) return mocks.code === undefined ? refused(call) : mocks.code(call, variant)

  return after(ownFields(call, variant), (own) => {
    const fields: Fields = { 'Cache-Control': 'no-cache', ...own }
    if (vary !== '') fields.Vary = [vary, own.Vary ?? []].flat().join(', ')
    if (applied.length > 0) fields['Preference-Applied'] = applied.join(', ')
    if (hasNoContent(variant.status) || variant.content?.kind === 'none') {
      if (variant.status !== 204 && variant.status !== 304) fields['Content-Length'] = '0'
      return exchange.respond(variant.status, null, fields)
    }
    const answer = (content: Representation) =>
      send(call, variant, {
        ...content,
        fields,
        validators: validatorsOf(own) ?? marked(content.validators, mark),
      })
    return after(contentOf(call, variant), (content) => {
      if (content === null) return null
      return after(answer(content), (response) => response ?? answerAgain(call, variant, answer))
    })
  })
}

/** Its file changed between being found and being opened. */
function answerAgain(
  call: Call,
  variant: Variant,
  answer: (content: Representation) => Answer,
): Promise<Response | null> {
  return lookAgain(call.exchange, async () => {
    const content = await contentOf(call, variant)
    return content === null ? null : ((await answer(content)) ?? 'changed')
  })
}

function refused({ exchange }: Call): Answer {
  const reason = 'code is not run without --allow-code'
  exchange.note('route', reason)
  const detail = `This route is code, and ${reason}.`
  return errorResponse(exchange, { status: 403, detail })
}

/** The validators that a variant says itself; `null`: it says no entity tag. */
function validatorsOf({ ETag: etag }: Fields): Validators | null {
  return typeof etag === 'string' && /^(?:W\/)?"[^"]*"$/.test(etag) ? { etag } : null
}

/** Files of the same size and age are not the same answer: each variant has a tag of its own. */
function marked(validators: Validators, mark: string): Validators {
  const { etag } = validators
  if (mark === '') return validators
  return etag === undefined ? {} : { etag: `${etag.slice(0, -1)}-${mark}"` }
}

/** Conditions and ranges are for a GET or HEAD that would be answered with 200: RFC 9110 §13.2.1. */
function send({ exchange }: Call, { status }: Variant, representation: Representation): Answer {
  if (status === 200 && exchange.isRead) return representationResponse(exchange, representation)
  return statusResponse(exchange, status, representation)
}
