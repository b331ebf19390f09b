// The figures that webstand is held to, as ratios of one run: `npm run bench [ROUNDS]`, two minutes.
// The servers share one core and the client has the other (Linux, wrk and curl). They are measured in
// turn for a second each, and the rounds repeated, so that a busy machine disturbs all alike: the best
// of each counts. What this machine does not have is left out.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { type Running, startServer, writeSite } from './servers.ts'

const rounds = Number(process.argv[2] ?? 5)

type Client = (origin: string) => Promise<number>

/** Asks again and again on 64 connections; answers a second. */
function asking(
  path: string,
  field: (origin: string) => Promise<string> | string = () => '',
): Client {
  return async (origin) => {
    const header = await field(origin)
    const args = ['-t1', '-c64', '-d1s', ...(header === '' ? [] : ['-H', header])]
    const report = onItsCore('wrk', [...args, origin + path])
    if (/Non-2xx/.test(report) && header === '')
      throw new Error(`Cannot measure ${origin}: ${report}`)
    return Number(/Requests\/sec:\s+([\d.]+)/.exec(report)?.[1])
  }
}

/** Bytes a second of the best of three downloads: one is over before the machine has noticed it. */
const downloading: Client = async (origin) => Math.max(...[1, 2, 3].map(() => download(origin)))

const download = (origin: string) =>
  Number(
    onItsCore('curl', ['-s', '-o', '/dev/null', '-w', '%{speed_download}', `${origin}/huge.bin`]),
  )

function onItsCore(program: string, args: readonly string[]): string {
  return execFileSync('taskset', ['-c', '1', program, ...args], { encoding: 'utf8' })
}

async function knownTag(origin: string): Promise<string> {
  const { headers } = await fetch(`${origin}/file.txt`)
  return `If-None-Match: ${headers.get('ETag')}`
}

const works: Readonly<Record<string, Client>> = {
  '1 KiB': asking('/file.txt'),
  'not modified': asking('/file.txt', knownTag),
  'a route': asking('/route'),
  '1 000 entries': asking('/list/', () => 'Accept: text/html'),
  '1 GiB': downloading,
}

/** Who does which work. */
const servers: Readonly<Record<string, readonly string[]>> = {
  bun: Object.keys(works),
  node: Object.keys(works),
  deno: Object.keys(works),
  nginx: ['1 KiB', '1 GiB'],
  'bare node:http': ['1 KiB'],
  'bare Deno.serve': ['1 KiB'],
  caddy: ['1 KiB', '1 000 entries'],
  python: ['1 000 entries'],
  sirv: ['1 KiB', '1 GiB'],
  serve: ['1 KiB'],
}

type Figure = readonly [work: string, server: string, of: string, least: number]

const small = '1 KiB'
/** Each is a server's share of another's figure, or of its own at the small file. */
const figures: readonly Figure[] = [
  [small, 'bun', 'nginx', 1],
  [small, 'node', 'bare node:http', 0.85],
  [small, 'node', 'sirv', 6],
  [small, 'node', 'serve', 12],
  [small, 'node', 'caddy', 2],
  [small, 'deno', 'bare Deno.serve', 0.8],
  ...['bun', 'node', 'deno'].map((name): Figure => ['not modified', name, small, 1]),
  ...['bun', 'node', 'deno'].map((name): Figure => ['a route', name, small, 0.9]),
  ['1 GiB', 'bun', 'nginx', 1],
  ['1 GiB', 'deno', 'nginx', 0.9],
  ['1 GiB', 'node', 'nginx', 0.8],
  ['1 GiB', 'node', 'sirv', 1.25],
  ...['bun', 'node', 'deno'].map((name): Figure => ['1 000 entries', name, 'caddy', 3]),
  ...['bun', 'node', 'deno'].map((name): Figure => ['1 000 entries', name, 'python', 2]),
]

const best = new Map<string, number>()

async function measure(running: readonly Running[]): Promise<void> {
  for (const [work, client] of Object.entries(works)) {
    for (const { name, origin } of running) {
      if (!servers[name]!.includes(work)) continue
      const key = `${work}, ${name}`
      best.set(key, Math.max(best.get(key) ?? 0, await client(origin)))
    }
  }
}

function print(): void {
  for (const [key, rate] of best) {
    console.log(`${key.padEnd(32)} ${Math.round(rate).toLocaleString('en').padStart(14)} /s`)
  }
  console.log()
  for (const [work, server, of, least] of figures) {
    const other = best.get(of === small ? `${small}, ${server}` : `${work}, ${of}`)
    const own = best.get(`${work}, ${server}`)
    const row = `${work}, ${server} / ${of}`.padEnd(38)
    if (own === undefined || other === undefined) console.log(`${row} not on this machine`)
    else {
      const ratio = own / other
      const verdict = ratio >= least ? '' : 'too slow'
      console.log(`${row} ${ratio.toFixed(2).padStart(6)}  at least ${least}  ${verdict}`)
    }
  }
}

const folder = mkdtempSync(join(tmpdir(), 'webstand-bench-'))
const running: Running[] = []
try {
  writeSite(folder)
  for (const name of Object.keys(servers)) {
    const server = await startServer(name, folder)
    if (server !== null) running.push(server)
  }
  for (let round = 0; round < rounds; round++) await measure(running)
  print()
} finally {
  await Promise.all(running.map((server) => server.stop()))
  rmSync(folder, { recursive: true })
}
