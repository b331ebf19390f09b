import { once } from 'node:events'
import { createAdaptorServer } from '@hono/node-server'
import type { Fetch, ServeOptions, Server } from './server.ts'

export { diskFiles } from './disk.ts'

export async function serve(
  fetch: Fetch,
  { port = 8000, host = 'localhost' }: ServeOptions = {},
): Promise<Server> {
  const server = createAdaptorServer({ fetch: (request) => fetch(request) })
  server.listen(port, host === 'localhost' ? '127.0.0.1' : host)
  await once(server, 'listening')
  const address = server.address() as { port: number }
  return {
    url: `http://${host}:${address.port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
