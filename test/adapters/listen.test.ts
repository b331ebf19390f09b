import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { runtimeNames } from '../runtimes.ts'
import { Child, start, Wire } from './runtime.ts'

const children: Child[] = []

async function started(...args: Parameters<typeof start>) {
  const running = await start(...args)
  children.push(running.child)
  return running
}

afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.stop()))
})

/** Whether somebody listens there. */
async function answers(host: string, port: number): Promise<boolean> {
  const wire = new Wire(port, host)
  const isOpen = await wire.opened()
  wire.destroy()
  return isOpen
}

/** Somebody else who listens, on a port that the system picks. */
async function occupy(host: string) {
  const server = createServer()
  server.listen({ host, port: 0 })
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  return { port, release: () => new Promise((resolve) => server.close(resolve)) }
}

describe.each(runtimeNames)('serve() on %s', (runtime) => {
  test('listens on both loopback addresses, and says who asks', async () => {
    const { port } = await started(runtime)
    for (const [host, ip] of [
      ['127.0.0.1', '127.0.0.1'],
      ['[::1]', '::1'],
    ]) {
      const response = await fetch(`http://${host}:${port}/ip`)
      expect(await response.text()).toBe(ip)
    }
    expect(await answers('127.0.0.2', port)).toBe(false)
  })

  test.each(['0.0.0.0', '::'])('listens on every address for %s', async (host) => {
    const { port } = await started(runtime, { port: 0, host })
    for (const address of ['127.0.0.1', '127.0.0.2', '[::1]']) {
      const response = await fetch(`http://${address}:${port}/ip`)
      expect(await response.text()).toBe(address.replace(/[[\]]/g, '').replace('0.2', '0.1'))
    }
  })

  test.each(['127.0.0.1', '::1', '[::1]', 'demo.localhost'])(
    'says its URL for %s',
    async (host) => {
      const child = new Child(runtime, { port: 0, host })
      children.push(child)
      const { url } = await child.told()
      const name = host === '::1' ? '[::1]' : host
      expect(url).toMatch(new RegExp(`^http://${name.replace(/[[\].]/g, '\\$&')}:\\d+/$`))
      expect(
        await answers(host.includes(':') ? '::1' : '127.0.0.1', Number(new URL(url!).port)),
      ).toBe(true)
    },
  )

  test.each([
    ['0.0.0.0', 'localhost'],
    ['127.0.0.1', 'localhost'],
    ['::1', 'localhost'],
    ['::', 'localhost'],
    ['127.0.0.1', '0.0.0.0'],
    ['::1', '0.0.0.0'],
    ['0.0.0.0', '::'],
    ['0.0.0.0', '127.0.0.1'],
    ['::', '::1'],
  ])('says that a port is in use when somebody listens on %s, for %s', async (taken, host) => {
    const { port, release } = await occupy(taken)
    const child = new Child(runtime, { port, host })
    children.push(child)
    const { code, message } = await child.told()
    await release()
    expect(code).toBe('EADDRINUSE')
    expect(message).toBe(`Cannot listen on port ${port}: it is in use`)
    expect(await answers('127.0.0.1', port)).toBe(false)
    expect(await answers('::1', port)).toBe(false)
  })

  test('says the code when there is no such address here', async () => {
    for (const host of ['192.0.2.1', 'no-such-host.invalid']) {
      const child = new Child(runtime, { port: 0, host })
      children.push(child)
      expect((await child.told()).code).toMatch(/^(?:EADDRNOTAVAIL|ENOTFOUND|EAI_AGAIN)$/)
    }
  })
})
