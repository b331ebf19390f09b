// The conformance table, by URL, against webstand and against other servers.
//   npm run conformance [-- TARGET…] [--rows]
// TARGET: node, bun, deno, workers, python, nginx, caddy, serve, sirv; all that are here without one.
// --rows: what each of them fails. serve and sirv-cli are fetched by npm into a temporary folder.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Case, cases } from '../test/conformance/cases.ts'
import { ask } from '../test/conformance/client.ts'
import { createFixture } from '../test/conformance/fixture.ts'
import { mistakesIn } from '../test/conformance/judge.ts'
import { type Runtime, runtimeNames, startServer } from '../test/conformance/servers.ts'

const place = mkdtempSync(join(tmpdir(), 'webstand-peers-'))
const fixture = createFixture()

/** A server that answers, until it is told to stop. */
interface Peer {
  readonly origin: string
  stop(): Promise<void>
}

type Command = (folder: string, port: number) => string[]

const nginxConfig = (folder: string, port: number) => `daemon off; pid ${place}/nginx.pid;
error_log ${place}/nginx.log;
events {}
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log off;
  gzip_static on;
  client_body_temp_path ${place}/body; proxy_temp_path ${place}/proxy;
  fastcgi_temp_path ${place}/fastcgi; uwsgi_temp_path ${place}/uwsgi; scgi_temp_path ${place}/scgi;
  server { listen 127.0.0.1:${port}; root ${folder}; autoindex on; }
}
`

/** How others serve a folder, as they do without being told much. */
const commands: Record<string, Command> = {
  python: (folder, port) => [
    ...['python3', '-m', 'http.server', '--bind', '127.0.0.1'],
    ...['--directory', folder, String(port)],
  ],
  nginx: (folder, port) => {
    const config = join(place, 'nginx.conf')
    writeFileSync(config, `user root;\n${nginxConfig(folder, port)}`)
    return ['nginx', '-c', config, '-p', place]
  },
  caddy: (folder, port) => [
    ...['caddy', 'file-server', '--browse', '--listen', `127.0.0.1:${port}`],
    ...['--root', folder],
  ],
  serve: (folder, port) => [
    ...[installed('serve'), '--no-port-switching', '--no-clipboard'],
    ...['-l', `tcp://127.0.0.1:${port}`, folder],
  ],
  // Without --dev it ends at a link to nothing.
  sirv: (folder, port) => [
    ...[installed('sirv-cli', 'sirv'), folder, '--dev', '--host', '127.0.0.1'],
    ...['--port', String(port), '--quiet'],
  ],
}

/** A package that npm has put into the temporary folder, by the path of its program. */
function installed(name: string, program = name): string {
  const folder = join(place, name)
  const path = join(folder, 'node_modules/.bin', program)
  if (existsSync(path)) return path
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  const flags = ['--no-audit', '--no-fund', '--silent']
  execFileSync('npm', ['install', ...flags, name], { cwd: folder, timeout: 120_000 })
  return path
}

async function startPeer(command: Command): Promise<Peer> {
  const port = await freePort()
  const [program, ...args] = command(fixture.folder, port) as [string, ...string[]]
  const env = { ...process.env, HOME: place, XDG_DATA_HOME: place, XDG_CONFIG_HOME: place }
  const child = spawn(program, args, { stdio: 'ignore', cwd: place, env })
  const failed = once(child, 'error').then(([error]) => error as Error)
  for (let tries = 0; tries < 100 && child.exitCode === null; tries++) {
    if (await Promise.race([listens(port), failed.then(() => false)])) {
      return { origin: `http://127.0.0.1:${port}`, stop: () => end(child) }
    }
    await sleep(100)
  }
  await end(child)
  throw new Error(`Cannot start ${program}: it does not listen`)
}

/** One that hangs at a FIFO does not hear SIGTERM. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const killed = setTimeout(() => child.kill('SIGKILL'), 2000)
  await ended
  clearTimeout(killed)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

/** What is wrong with the answer to a row; `null`: nothing. */
async function mistakeOf(origin: string, row: Case): Promise<string | null> {
  try {
    return mistakesIn(await ask(origin, row, 1500), row)[0] ?? null
  } catch (error) {
    return (error as Error).message
  }
}

/** Asks for each row; where a server has ended over one, it is started again and asked once more. */
async function judge(target: string): Promise<Set<Case>> {
  const isOurs = (runtimeNames as string[]).includes(target)
  const command = commands[target]
  const start = () =>
    isOurs ? startServer(target as Runtime, fixture.folder) : startPeer(command!)
  const passed = new Set<Case>()
  let peer = await start()
  try {
    for (const row of cases) {
      let mistake = await mistakeOf(peer.origin, row)
      if (mistake !== null && !(await listens(Number(new URL(peer.origin).port)))) {
        console.log(`  ${target} is gone by ${nameOf(row)}`)
        peer = await start()
        mistake = await mistakeOf(peer.origin, row)
      }
      if (mistake === null) passed.add(row)
      else if (values.rows) console.log(`  ${target}: ${nameOf(row)}: ${mistake}`)
    }
  } finally {
    await peer.stop()
  }
  return passed
}

function nameOf({ method = 'GET', target, why }: Case): string {
  return `${method} ${target.slice(0, 60)} (${why})`
}

const { values, positionals } = parseArgs({
  options: { rows: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const known = [...runtimeNames, ...Object.keys(commands)]
const targets = positionals.length > 0 ? positionals : known
const unknown = targets.find((target) => !known.includes(target))
if (unknown !== undefined) throw new TypeError(`Cannot ask "${unknown}": expected ${known}`)

const scores = new Map<string, Set<Case>>()
try {
  for (const target of targets) {
    try {
      const passed = await judge(target)
      scores.set(target, passed)
      console.log(`${target.padEnd(8)} ${passed.size}/${cases.length}`)
    } catch (error) {
      console.log(`${target.padEnd(8)} not asked: ${(error as Error).message.split('\n')[0]}`)
    }
  }
  const common = cases.filter((row) => [...scores.values()].every((passed) => passed.has(row)))
  console.log(`\n${common.length} rows that all of them pass, and why they are here:`)
  for (const row of common) console.log(`  ${nameOf(row)}`)
} finally {
  rmSync(fixture.parent, { recursive: true, force: true })
  rmSync(place, { recursive: true, force: true })
}
