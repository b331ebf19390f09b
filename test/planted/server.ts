// A server with one bug of those that other servers had: what the fuzz has to find.
//   node test/planted/server.ts BUG FOLDER
import { readFile, realpath, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve, sep } from 'node:path'
import process from 'node:process'

type Reply = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const [bug = '', folder = ''] = process.argv.slice(2)

/** Segments that are sound, decoded once; `null`: one goes up. */
function soundPath(target: string): string | null {
  const names = new URL(target, 'http://localhost').pathname.split('/').map(decodeURIComponent)
  const isUnsound = (name: string) => name === '..' || /[/\\\0]/.test(name) || name.startsWith('.')
  return names.some(isUnsound) ? null : names.join('/')
}

async function sendFile(path: string | null, response: ServerResponse): Promise<void> {
  const isFile = path !== null && (await stat(path)).isFile()
  response.writeHead(isFile ? 200 : 404).end(isFile ? await readFile(path) : 'not here')
}

const bugs: Record<string, Reply> = {
  /** The path is decoded a second time, after it was judged. */
  async 'decoded-twice'({ url = '/' }, response) {
    const path = soundPath(url)
    await sendFile(path && join(folder, decodeURIComponent(path)), response)
  },
  /** `/srv/pub-secret` begins with `/srv/pub`. */
  async 'prefix-without-separator'({ url = '/' }, response) {
    const path = resolve(folder, `.${decodeURIComponent(url.split('?')[0]!)}`)
    await sendFile(path.startsWith(folder) ? path : null, response)
  },
  /** Links are followed wherever they lead. */
  async 'no-real-path'({ url = '/' }, response) {
    const path = soundPath(url)
    await sendFile(path && join(folder, path), response)
  },
  /** What was asked stands in a field as it was decoded. */
  async 'header-split'({ url = '/' }, response) {
    const path = decodeURIComponent(new URL(url, 'http://localhost').pathname)
    const isKnown = path === '/hello.txt'
    const head = isKnown
      ? 'HTTP/1.1 200 OK'
      : `HTTP/1.1 307 Temporary Redirect\r\nLocation: ${path}/`
    response.socket?.end(`${head}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`, 'latin1')
  },
  /** Every range is a part, also the thousandth over the same bytes. */
  async 'unbounded-parts'({ url = '/', headers }, response) {
    const real = await realpath(join(folder, soundPath(url) ?? 'nowhere'))
    const isShown = real.startsWith(folder + sep) && !real.includes('/.')
    if (!isShown || !(await stat(real)).isFile()) return void response.writeHead(404).end()
    const bytes = await readFile(real)
    const set = /^bytes=(.*)$/.exec(headers.range ?? '')?.[1]
    const specs = set?.split(',').map((spec) => /^(\d+)-(\d*)$/.exec(spec)) ?? []
    const parts = specs.map((spec) => {
      const last = Math.min(Number(spec?.[2] || bytes.length), bytes.length)
      return spec === null ? Buffer.alloc(0) : bytes.subarray(Number(spec[1]), last + 1)
    })
    response.writeHead(set ? 206 : 200).end(set ? Buffer.concat(parts) : bytes)
  },
}

const reply = bugs[bug]
if (reply === undefined) throw new Error(`Cannot plant "${bug}": expected ${Object.keys(bugs)}`)

const server = createServer((request, response) => {
  reply(request, response).catch(() => response.writeHead(404).end('not here'))
})
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
})
