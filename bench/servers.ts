// The servers of `npm run bench`: webstand on each runtime, its ceilings and its peers.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

const bin = join(import.meta.dirname, '../node_modules/.bin')
const main = join(import.meta.dirname, '../src/cli/main.ts')

/** Writes the folder that all of them show. */
export function writeSite(folder: string): void {
  const files: Record<string, string> = {
    'file.txt': 'x'.repeat(1024),
    'route.GET.json': JSON.stringify({ text: 'x'.repeat(1000) }),
    'huge.bin': '',
  }
  mkdirSync(join(folder, 'list'))
  for (let number = 0; number < 1000; number++) files[`list/file-${number}.txt`] = String(number)
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    writeFileSync(path, text)
    if (name === 'huge.bin') truncateSync(path, 2 ** 30)
    utimesSync(path, 1_700_000_000, 1_700_000_000)
  }
}

const fields = `'content-type': 'text/plain; charset=utf-8'`
const bareNode = `const body = Buffer.alloc(1024, 120)
require('node:http').createServer((_, response) => {
  response.writeHead(200, { ${fields}, 'content-length': 1024 }).end(body)
}).listen(PORT, '127.0.0.1')`
const bareDeno = `const body = new Uint8Array(1024).fill(120)
Deno.serve({ port: PORT, hostname: '127.0.0.1' }, () => new Response(body, { headers: { ${fields} } }))`
const nginx = `daemon off; worker_processes 1; pid FOLDER/.nginx.pid; error_log /dev/null; user root;
events { worker_connections 1024; }
http { access_log off; sendfile on; open_file_cache max=1000; keepalive_requests 100000000;
  server { listen 127.0.0.1:PORT; root FOLDER; } }`

type Command = (folder: string, port: string) => string[]

/** The command of each by its name; those that this machine does not have are left out. */
const commands: Readonly<Record<string, Command>> = {
  bun: (folder, port) => [join(bin, 'bun'), main, folder, '--port', port],
  node: (folder, port) => [join(bin, 'node'), main, folder, '--port', port],
  deno: (folder, port) => [join(bin, 'deno'), 'run', '-A', main, folder, '--port', port],
  'bare node:http': (_, port) => [join(bin, 'node'), '-e', bareNode.replace('PORT', port)],
  'bare Deno.serve': (_, port) => [join(bin, 'deno'), 'eval', bareDeno.replace('PORT', port)],
  nginx(folder, port) {
    const file = join(folder, '.nginx.conf')
    writeFileSync(file, nginx.replace('PORT', port).replaceAll('FOLDER', folder))
    return ['nginx', '-c', file]
  },
  caddy: (folder, port) =>
    `caddy file-server --browse --root ${folder} --listen 127.0.0.1:${port}`.split(' '),
  python: (folder, port) =>
    `python3 -m http.server ${port} --bind 127.0.0.1 --directory ${folder}`.split(' '),
  sirv: (folder, port) => [peer(folder, 'sirv'), folder, '--host', '127.0.0.1', '--port', port],
  serve: (folder, port) => [peer(folder, 'serve'), folder, '--listen', `tcp://127.0.0.1:${port}`],
}

/** A program of npm's, which is fetched when it is first asked for. */
function peer(folder: string, name: 'sirv' | 'serve'): string {
  const prefix = join(folder, '.peers')
  const packages = ['sirv-cli', 'serve']
  mkdirSync(prefix, { recursive: true })
  const npm = ['install', '--silent', '--no-save', '--no-audit', '--no-fund', '--prefix', prefix]
  execFileSync('npm', [...npm, ...packages], { stdio: 'ignore' })
  return join(prefix, 'node_modules/.bin', name)
}

/** A server that answers. */
export interface Running {
  readonly name: string
  readonly origin: string
  stop(): Promise<void>
}

/** Starts one on a core of its own; `null`: it cannot be had here. */
export async function startServer(name: string, folder: string): Promise<Running | null> {
  const port = await freePort()
  let child: ChildProcess
  try {
    const [program, ...args] = commands[name]!(folder, String(port))
    child = spawn('taskset', ['-c', '0', program!, ...args], { stdio: 'ignore' })
  } catch {
    return null // npm has no network
  }
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const stop = () => {
    child.kill()
    return gone
  }
  const origin = `http://127.0.0.1:${port}`
  if (await answers(origin, child)) return { name, origin, stop }
  await stop()
  return null
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

async function answers(origin: string, child: ChildProcess): Promise<boolean> {
  for (let attempt = 0; attempt < 200 && child.exitCode === null; attempt++) {
    const isUp = await fetch(`${origin}/file.txt`).then(
      async (response) => (await response.arrayBuffer()).byteLength === 1024,
      () => false,
    )
    if (isUp) return true
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return false
}
