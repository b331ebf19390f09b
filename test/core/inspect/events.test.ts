import { describe, expect, test, vi } from 'vitest'
import { changesOf } from '../../../src/core/inspect/events.ts'
import { createApp, memoryFiles, readSite } from '../../../src/index.ts'

const source = memoryFiles({ 'a.txt': 'a' })
const owner = { ip: '127.0.0.1' }
const browser = { headers: { Accept: 'text/html' } }

/** Changes that a test makes. */
function manual() {
  const listeners = new Set<() => void>()
  return {
    listeners,
    changes: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    change: () => {
      for (const listener of listeners) listener()
    },
  }
}

async function* textOf(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  for await (const chunk of response.body!) yield decoder.decode(chunk)
}

describe('/__webstand/events', () => {
  test('has one event for each change, until the client leaves', async () => {
    const { changes, change, listeners } = manual()
    const app = createApp({ source, changes })
    const response = await app.request('/__webstand/events', {}, owner)
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    expect(response.headers.get('cache-control')).toBe('no-store')
    const text = textOf(response)
    expect((await text.next()).value).toBe('retry: 1000\n\n')
    change()
    expect((await text.next()).value).toBe('data: changed\n\n')
    expect(listeners.size).toBe(1)
    await text.return(undefined)
    expect(listeners.size).toBe(0)
  })

  test('ends when the app does', async () => {
    const { changes, listeners } = manual()
    const app = createApp({ source, changes })
    const response = await app.request('/__webstand/events', {}, owner)
    app.close()
    expect(await response.text()).toBe('retry: 1000\n\n')
    expect(listeners.size).toBe(0)
  })

  test('is there for the owner, and where something can change', async () => {
    const { changes } = manual()
    const open = createApp({ source, changes })
    const status = async (app: typeof open, platform: object) =>
      (await app.request('/__webstand/events', { method: 'HEAD' }, platform)).status
    expect(await status(open, owner)).toBe(200)
    expect(await status(open, { ip: '192.0.2.1' })).toBe(404)
    expect(await status(createApp({ source }), owner)).toBe(404)
    expect(await status(createApp({ source, changes, listing: false }), owner)).toBe(404)
  })

  test('is what the page of the owner follows', async () => {
    const { changes } = manual()
    const app = createApp({ source, changes })
    expect(await (await app.request('/', browser, owner)).text()).toContain('<main data-live>')
    expect(await (await app.request('/', browser)).text()).toContain('<main>')
  })
})

test('changesOf() calls when another value is there, while somebody listens', async () => {
  vi.useFakeTimers()
  try {
    let value = await readSite(source)
    const listener = vi.fn()
    const stop = changesOf(() => value)(listener)
    await vi.advanceTimersByTimeAsync(3000)
    expect(listener).not.toHaveBeenCalled()
    value = { ...value }
    await vi.advanceTimersByTimeAsync(1000)
    expect(listener).toHaveBeenCalledTimes(1)
    stop()
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})
