import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { serve } from '../../src/adapters/node.ts'
import type { Fetch } from '../../src/adapters/server.ts'

/** Serves, sends a head whose target is raw UTF-8, and gives the socket. */
async function ask(fetch: Fetch) {
  const server = await serve(fetch, { port: 0 })
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  socket.write('GET /ünï?q=名 HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n')
  return { server, socket }
}

test('a raw target is escaped, and its client is who it is', async () => {
  let seen: unknown
  const { server, socket } = await ask(({ url }, platform) => {
    const { pathname, search } = new URL(url)
    seen = [pathname, search, platform?.ip]
    return new Response('found')
  })
  let received = ''
  socket.on('data', (chunk) => (received += chunk))
  await once(socket, 'end')
  expect(received).toMatch(/^HTTP\/1\.1 200 [\s\S]*connection: close[\s\S]*found$/i)
  expect(seen).toEqual(['/%C3%BCn%C3%AF', '?q=%E5%90%8D', '127.0.0.1'])
  await server.close(0)
})

test('an answer to a raw target that is given up ends its body', async () => {
  let isCancelled: (reason: unknown) => void = () => {}
  const cancelled = new Promise((resolve) => {
    isCancelled = resolve
  })
  const bytes = new Uint8Array(65_536)
  const { server, socket } = await ask(
    () =>
      new Response(
        new ReadableStream({
          pull: (controller) => controller.enqueue(bytes),
          cancel: () => isCancelled('cancelled'),
        }),
      ),
  )
  await once(socket, 'data')
  socket.destroy()
  expect(await cancelled).toBe('cancelled')
  await server.close(0)
})
