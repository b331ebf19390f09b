import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, launch, openPage, skipped } from '../browser/browser.ts'
import { type Folder, makeFolder } from '../browser/folder.ts'
import { type RunningServer, startServer } from '../conformance/servers.ts'

const RATE = 8000
const SECONDS = 2400

/** A sound that is too long to be had at once: 40 minutes of silence, 8 bits, one channel. */
function longSound(): Uint8Array {
  const size = RATE * SECONDS
  const bytes = new Uint8Array(44 + size).fill(128, 44)
  const view = new DataView(bytes.buffer)
  const write = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at)
  write(0, 'RIFF')
  view.setUint32(4, 36 + size, true)
  write(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, RATE, true)
  view.setUint32(28, RATE, true)
  view.setUint16(32, 1, true)
  view.setUint16(34, 8, true)
  write(36, 'data')
  view.setUint32(40, size, true)
  return bytes
}

/** Plays from a place, and resolves to where it is when it plays. */
function playFrom(element: HTMLElement | SVGElement, seconds: number): Promise<number> {
  const sound = element as HTMLMediaElement
  return new Promise((resolve, reject) => {
    sound.onerror = () => reject(sound.error)
    sound.onseeked = () => {
      sound.onplaying = () => resolve(sound.currentTime)
      sound.play().catch(reject)
    }
    const go = () => {
      sound.currentTime = Math.min(seconds, sound.duration / 2)
    }
    if (sound.readyState > 0) go()
    else sound.onloadedmetadata = go
  })
}

describe.skipIf(chromiumPath === null).each(['node', 'bun', 'deno'] as const)(
  `a browser plays from %s${skipped}`,
  (runtime) => {
    let folder: Folder
    let server: RunningServer
    let browser: Browser

    beforeAll(async () => {
      folder = makeFolder()
      folder.write('long.wav', longSound())
      for (const name of [
        'long',
        'depot/sounds/departure-chime',
        'depot/sounds/two-hoots-and-a-half',
      ])
        folder.write(`${name}.html`, `<!doctype html><audio muted src="/${name}.wav"></audio>`)
      server = await startServer(runtime, folder.path)
      browser = await launch()
    })

    afterAll(async () => {
      await browser?.close()
      await server?.stop()
      folder?.remove()
    })

    test.each([
      ['long', 1800],
      ['depot/sounds/departure-chime', 0.5],
      ['depot/sounds/two-hoots-and-a-half', 0.5],
    ])('%s.wav from second %d', async (name, seconds) => {
      const { page, problems } = await openPage(browser)
      const starts: number[] = []
      page.on('response', (response) => {
        if (!response.url().endsWith('.wav')) return
        expect(response.status()).toBe(206)
        starts.push(Number(/bytes (\d+)-/.exec(response.headers()['content-range'] ?? '')?.[1]))
      })
      await page.goto(`${server.origin}/${name}`)
      expect(await page.locator('audio').evaluate(playFrom, seconds)).toBeGreaterThan(0)
      expect(starts[0]).toBe(0)
      if (name === 'long') expect(Math.max(...starts)).toBeGreaterThan(RATE * 1000)
      expect(problems).toEqual([])
      await page.context().close()
    })
  },
)
