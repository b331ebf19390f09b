import type { RouteContext } from 'webstand'

export default async (request: Request, { params, log }: RouteContext) => {
  log('a letter:', params.path, await request.text())
  return 'It goes with the night train.\n'
}
