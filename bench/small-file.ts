// Requests for a 1 KiB file, keep-alive: webstand on each runtime beside its ceiling and its peers.
//   npm run bench
// The server has one core and the client the other; every target is measured in turn, and the
// rounds are repeated, so that a busy machine disturbs all alike. Ratios count, not requests.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const rounds = Number(process.argv[2] ?? 3)
const seconds = Number(process.argv[3] ?? 3)
const bin = join(import.meta.dirname, '../node_modules/.bin')
const main = join(import.meta.dirname, '../src/cli/main.ts')
const folder = mkdtempSync(join(tmpdir(), 'webstand-bench-'))
const file = join(folder, 'file.txt')
writeFileSync(file, 'x'.repeat(1024))
utimesSync(file, 1_700_000_000, 1_700_000_000)
writeFileSync(join(folder, 'route.GET.json'), JSON.stringify({ text: 'x'.repeat(1000) }))

const fields = `'content-type': 'text/plain; charset=utf-8'`
const bareNode = `require('node:http').createServer((_, response) => {
  response.writeHead(200, { ${fields}, 'content-length': 1024 }).end(body)
}).listen(PORT, '127.0.0.1'); const body = Buffer.alloc(1024, 120)`
const bareDeno = `const body = new Uint8Array(1024).fill(120)
Deno.serve({ port: PORT, hostname: '127.0.0.1' }, () => new Response(body, { headers: { ${fields} } }))`
const nginx = `daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log /dev/null;
events { worker_connections 1024; }
http { access_log off; sendfile on; open_file_cache max=1000; keepalive_requests 100000000;
  server { listen 127.0.0.1:PORT; root ${folder}; } }`

interface Target {
  readonly name: string
  readonly path: string
  command(port: number): string[]
}

const webstand = (name: string, ...runtime: string[]): Target => ({
  name: `webstand ${name}`,
  path: '/file.txt',
  command: (port) => [join(bin, name), ...runtime, main, folder, '--port', String(port)],
})

const targets: Target[] = [
  webstand('bun'),
  webstand('node'),
  webstand('deno', 'run', '-A'),
  { ...webstand('bun'), name: 'webstand bun, a route', path: '/route' },
  { ...webstand('node'), name: 'webstand node, a route', path: '/route' },
  {
    name: 'bare node:http',
    path: '/',
    command: (port) => [join(bin, 'node'), '-e', bareNode.replace('PORT', String(port))],
  },
  {
    name: 'bare Deno.serve',
    path: '/',
    command: (port) => [join(bin, 'deno'), 'eval', bareDeno.replace('PORT', String(port))],
  },
  {
    name: 'nginx',
    path: '/file.txt',
    command(port) {
      writeFileSync(join(folder, 'nginx.conf'), nginx.replace('PORT', String(port)))
      return ['nginx', '-c', join(folder, 'nginx.conf')]
    },
  },
  {
    name: 'caddy',
    path: '/file.txt',
    command: (port) => ['caddy', 'file-server', '--root', folder, '--listen', `127.0.0.1:${port}`],
  },
]

async function measure({ command, path }: Target, port: number): Promise<number | null> {
  const [program, ...args] = command(port)
  const child = spawn('taskset', ['-c', '0', program!, ...args], { stdio: 'ignore' })
  try {
    const url = `http://127.0.0.1:${port}${path}`
    if (!(await answers(url, child))) return null
    const wrk = ['-c', '1', 'wrk', '-t1', '-c64', `-d${seconds}s`, url]
    const report = execFileSync('taskset', wrk, { encoding: 'utf8' })
    if (/Non-2xx/.test(report)) throw new Error(`Cannot measure ${url}: ${report}`)
    return Number(/Requests\/sec:\s+([\d.]+)/.exec(report)?.[1])
  } finally {
    const gone = new Promise((resolve) => child.once('close', resolve))
    if (child.exitCode === null && child.kill()) await gone
  }
}

async function answers(url: string, child: ChildProcess): Promise<boolean> {
  for (let attempt = 0; attempt < 100 && child.exitCode === null; attempt++) {
    const isUp = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (isUp) return true
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return false
}

const results = new Map<string, number[]>(targets.map(({ name }) => [name, []]))
for (let round = 0; round < rounds; round++) {
  for (const [index, target] of targets.entries()) {
    const rate = await measure(target, 18_100 + index)
    if (rate !== null) results.get(target.name)!.push(rate)
  }
}
rmSync(folder, { recursive: true })

const best = (name: string) => Math.max(...results.get(name)!)
for (const { name } of targets) {
  if (results.get(name)!.length === 0) console.log(`${name.padEnd(26)} not on this machine`)
  else
    console.log(`${name.padEnd(26)} ${Math.round(best(name)).toLocaleString('en').padStart(9)} /s`)
}
for (const [name, peer] of [
  ['webstand bun', 'nginx'],
  ['webstand node', 'bare node:http'],
  ['webstand node', 'caddy'],
  ['webstand deno', 'bare Deno.serve'],
  ['webstand bun, a route', 'webstand bun'],
  ['webstand node, a route', 'webstand node'],
] as const) {
  const ratio = best(name) / best(peer)
  if (Number.isFinite(ratio)) console.log(`${name} / ${peer}: ${ratio.toFixed(2)}`)
}
