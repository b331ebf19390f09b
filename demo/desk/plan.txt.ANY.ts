import type { RouteContext } from 'webstand'

export default (request: Request, { next }: RouteContext) => {
  const isKnown = request.headers.get('Authorization') === 'Bearer owl'
  return isKnown ? next() : new Response('What is the word?\n', { status: 401 })
}
