import { describe, expect, test } from 'vitest'
import { isFingerprinted } from '../../../src/core/files/fingerprint.ts'
import { createApp, memoryFiles } from '../../../src/index.ts'

const fingerprinted = [
  'app.3f9a1c2b.js',
  'index-BqX3kf9a.js',
  'index-DiWRgTda.js',
  'index-B_X-kf9a.css',
  'main.8a9b7c6d.chunk.js',
  'main.8a9b7c6d.min.js.map',
  'chunk-7DZ6NNSP.js',
  '4bd1b696-100f5e1f1f6e1e9e.js',
  'logo.d41d8cd98f00b204e9800998ecf8427e.svg',
  'inter-latin-Dx4kXJAl.woff2',
  'start.BqX3kf9a.js',
]

const plain = [
  'app.js',
  'index.html',
  'index-BqX3kf9a.html',
  'jquery-3.7.1.min.js',
  'my-background.js',
  'icon-MyButton.js',
  'icon-iPhone15.png',
  'report-20240101.json',
  'hero-1280x720.webp',
  'photo-BIRTHDAY.jpg',
  'notes.3f9a1c2b.txt',
  '3f9a1c2b.js',
  'deadbeef.css',
  'service-worker.js',
]

describe('isFingerprinted()', () => {
  test.each(fingerprinted)('%s is', (name) => expect(isFingerprinted(name)).toBe(true))
  test.each(plain)('%s is not', (name) => expect(isFingerprinted(name)).toBe(false))
})

describe('createApp() lets a file be stored', () => {
  const files = {
    'index.html': '<h1>',
    'app.3f9a1c2b.js': 'code',
    'app.js': 'code',
    '404.html': 'missing',
    'assets/_keep': '',
    'data.GET.json': '[]',
    _headers: '/assets/*\n Cache-Control: public, max-age=31536000, immutable',
  }
  const forever = 'public, max-age=31536000, immutable'

  test.each<[options: object, path: string, status: number, expected: string]>([
    [{}, '/app.js', 200, 'no-cache'],
    [{}, '/app.3f9a1c2b.js', 200, 'no-cache'],
    [{ cache: 60 }, '/app.js', 200, 'max-age=60'],
    [{ cache: 60 }, '/app.3f9a1c2b.js', 200, 'max-age=60'],
    [{ immutable: true }, '/app.js', 200, 'no-cache'],
    [{ immutable: true }, '/app.3f9a1c2b.js', 200, forever],
    [{ immutable: true, cache: 60 }, '/', 200, 'max-age=60'],
    [{ immutable: true, cache: 60 }, '/nope.3f9a1c2b.js', 404, 'no-cache'],
    [{ immutable: true, cache: 60 }, '/data', 200, 'no-cache'],
    [{}, '/assets/_keep', 200, forever],
    [{}, '/assets/nope.js', 404, 'no-cache'],
    [{ spa: true, cache: 60 }, '/assets/nope', 200, 'no-cache'],
  ])('with %j: %s', async (options, path, status, expected) => {
    const app = createApp({ source: memoryFiles(files), ...options })
    const headers = { Accept: 'text/html' }
    const response = await app.request(path, { headers })
    expect([response.status, response.headers.get('cache-control')]).toEqual([status, expected])
    const etag = response.headers.get('etag')
    if (etag === null || status !== 200) return
    const again = await app.request(path, { headers: { ...headers, 'If-None-Match': etag } })
    expect([again.status, again.headers.get('cache-control')]).toEqual([304, expected])
  })
})
