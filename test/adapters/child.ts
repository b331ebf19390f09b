// Serves on the runtime that runs it. Its only argument says how, as JSON; its output is one line
// of JSON for each thing that happened; a line of input closes it after so many milliseconds.
import { readdirSync, readlinkSync } from 'node:fs'
import process from 'node:process'
import { createInterface } from 'node:readline'
import type { diskFiles } from '../../src/adapters/disk.ts'
import type { Fetch, ServeOptions, Server } from '../../src/adapters/server.ts'
import { createApp } from '../../src/core/create-app.ts'
import { agedFs } from '../disk/place.ts'
import type { ChildOptions } from './runtime.ts'

interface Adapter {
  diskFiles: typeof diskFiles
  serve(fetch: Fetch, options?: ServeOptions): Promise<Server>
}

async function adapterHere(): Promise<Adapter> {
  if (process.versions.bun) return import('../../src/adapters/bun.ts')
  if (process.versions.deno) return import('../../src/adapters/deno.ts')
  return import('../../src/adapters/node.ts')
}

const { root = '.', isApp = false, ...options }: ChildOptions = JSON.parse(process.argv[2]!)
const adapter = await adapterHere()
const source = adapter.diskFiles(root, { fs: agedFs })

const app = createApp({ source })

const answers: Record<string, Fetch> = {
  '/hello': () => new Response('hello'),
  '/url': ({ url, method }) => new Response(`${method} ${url}`),
  '/ip': (_, platform) => new Response(platform?.ip),
  '/nothing': () => new Response(null, { status: 404 }),
  '/moved': () => new Response(null, { status: 307, headers: { Location: '/hello' } }),
  '/unchanged': () => new Response(null, { status: 304, headers: { ETag: '"1"' } }),
  '/empty': () => new Response(null),
  '/cookies': () => {
    const headers = new Headers()
    headers.append('Set-Cookie', 'a=1')
    headers.append('Set-Cookie', 'b=2')
    return new Response('', { headers })
  },
  '/echo': async (request) => new Response(await request.text()),
  '/throws': () => {
    throw new Error('secret detail')
  },
  '/rejects': () => Promise.reject(new Error('secret detail')),
  '/field': () => new Response('x', { headers: { 'X-Field': '\u20ac' } }),
  '/slow': () => after(300, () => new Response('slow')),
  '/never': () => new Promise<Response>(() => {}),
  '/endless': () => new Response(new ReadableStream({ pull: tick })),
  '/abort': (_, platform) => {
    platform?.abort?.()
    return new Response('too late')
  },
  '/descriptors': () => new Response(String(openFiles().length)),
}

function after<T>(milliseconds: number, make: () => T): Promise<T> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds)).then(make)
}

function tick(controller: ReadableStreamDefaultController): Promise<void> {
  return after(20, () => controller.enqueue(new TextEncoder().encode('tick\n')))
}

function openFiles(): string[] {
  const targets = readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`)
    } catch {
      return []
    }
  })
  return targets.filter((target) => target.startsWith(root))
}

/** A file, whole or from the byte that `?from=` says, in as few words as the core has many. */
async function fileAt(path: string, from: number): Promise<Response> {
  const found = source.find(path)
  const file = found instanceof Promise ? await found : found
  if (file?.kind !== 'file') return new Response(null, { status: 404 })
  const opened = file.body(from, file.size)
  const body = opened instanceof Promise ? await opened : opened
  if (body === null) return new Response(null, { status: 503 })
  const headers = {
    'Content-Type': 'application/pdf',
    'Content-Length': String(file.size - from),
    ETag: `"${file.size}-${file.lastModified}"`,
  }
  return new Response(body, { status: from > 0 ? 206 : 200, headers })
}

function tell(event: object): void {
  process.stdout.write(`${JSON.stringify(event)}\n`)
}

function failureOf(error: unknown): object {
  const { code, message } = error as NodeJS.ErrnoException
  return { code, message }
}

const fetch: Fetch = (request, platform) => {
  const { pathname, searchParams } = new URL(request.url)
  const answer = answers[pathname]
  if (answer !== undefined) return answer(request, platform)
  if (searchParams.has('archive')) return app.fetch(request, platform)
  return fileAt(decodeURIComponent(pathname.slice(1)), Number(searchParams.get('from')))
}

try {
  const server = await adapter.serve(isApp ? app.fetch : fetch, options)
  tell({ url: server.url })
  createInterface(process.stdin).on('line', async (line) => {
    const start = performance.now()
    const pending = server.pending?.()
    await server.close(Number(line))
    tell({ pending, closed: performance.now() - start })
  })
} catch (error) {
  tell(failureOf(error))
  process.exit(0)
}
