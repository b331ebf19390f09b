import { methodWords } from '../core/mocks/names/words.ts'

/** The methods of the server as a whole, which is what `OPTIONS *` asks for: RFC 9110 §9.3.7. */
export const methodsOfAll = methodWords.join(', ')

/** Answers `OPTIONS *`, which no `Request` can say. */
export function asteriskResponse(): Response {
  return new Response(null, { status: 204, headers: { Allow: methodsOfAll } })
}
