import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runtimeNames } from '../runtimes.ts'
import { type Child, get, start, Wire } from './runtime.ts'

describe.each(runtimeNames)('close() on %s', (runtime) => {
  let child: Child
  let port: number
  const wires: Wire[] = []

  beforeEach(async () => {
    ;({ child, port } = await start(runtime))
  })

  afterEach(async () => {
    for (const wire of wires.splice(0)) wire.destroy()
    await child.stop()
  })

  function open(): Wire {
    const wire = new Wire(port)
    wires.push(wire)
    return wire
  }

  test('waits neither for idle connections nor for those that were never used', async () => {
    const idle = open().send(get('/hello'))
    await idle.until((text) => text.endsWith('hello'))
    const unused = open()
    await unused.opened()
    const { pending, closed } = await child.close(3000)
    expect(pending).toBe(0)
    expect(closed).toBeLessThan(1500)
    await idle.closed()
    if (runtime !== 'bun') await unused.closed() // Bun leaves it to its end
    await open().closed()
  })

  test('lets an answer on its way arrive', async () => {
    const wire = open().send(get('/slow'))
    const endless = open().send(get('/endless'))
    await endless.until((text) => text.includes('tick'))
    const { pending } = await child.close(1000)
    expect(pending).toBe(2)
    expect(await wire.closed()).toMatch(/^HTTP\/1\.1 200 .*slow$/s)
  })

  test('cuts what has not arrived after the grace', async () => {
    const endless = open().send(get('/endless'))
    const never = open().send(get('/never'))
    await endless.until((text) => text.includes('tick'))
    const { closed } = await child.close(200)
    expect(closed).toBeGreaterThanOrEqual(190)
    expect(closed).toBeLessThan(2000)
    await endless.closed()
    expect(await never.closed()).not.toContain('200 OK')
    await open().closed()
  })

  test('lets the process end by itself', async () => {
    const wire = open().send(get('/hello'))
    await wire.until((text) => text.endsWith('hello'))
    await open().opened()
    await child.close(500)
    const ended = new Promise((resolve) => child.process.once('exit', resolve))
    child.process.stdin!.end()
    expect(await ended).toBe(0)
    expect(child.errors).toBe('')
  })
})
