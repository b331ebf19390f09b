import type { Fetch, ServeOptions, Server } from './server.ts'

export { diskFiles } from './disk.ts'

declare const Bun: {
  serve(options: object): { port: number; stop(force?: boolean): Promise<void> }
}

export async function serve(
  fetch: Fetch,
  { port = 8000, host = 'localhost' }: ServeOptions = {},
): Promise<Server> {
  const hostname = host === 'localhost' ? '127.0.0.1' : host
  const server = Bun.serve({
    port,
    hostname,
    development: false,
    fetch: (request: Request) => fetch(request),
  })
  return { url: `http://${host}:${server.port}/`, close: () => server.stop(true) }
}
