import type { Fetch, ServeOptions, Server } from './server.ts'

export { diskFiles } from './disk.ts'

declare const Deno: {
  serve(
    options: object,
    fetch: (request: Request) => Response | Promise<Response>,
  ): { addr: { port: number }; shutdown(): Promise<void> }
}

export async function serve(
  fetch: Fetch,
  { port = 8000, host = 'localhost' }: ServeOptions = {},
): Promise<Server> {
  const hostname = host === 'localhost' ? '127.0.0.1' : host
  const server = Deno.serve({ port, hostname, onListen() {} }, (request) => fetch(request))
  return { url: `http://${host}:${server.addr.port}/`, close: () => server.shutdown() }
}
