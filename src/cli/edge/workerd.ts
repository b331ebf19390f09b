import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type NetConnectOpts } from 'node:net'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { UsageError } from '../line/usage-error.ts'
import { eachLine } from './lines.ts'
import { BUILD, renderWorkerdConfig } from './workerd-config.ts'
import type { Program } from './wrangler.ts'

export interface WorkerdOptions {
  workerd: Program
  /** A folder of this run alone, with the build in it. */
  directory: string
  /** Whether a part of the build is code of the folder. */
  hasCode: boolean
  /** Is told each line that is written, and whether as an error. */
  onLine: (line: string, isError: boolean) => void
}

/** A local Workers runtime that listens. */
export interface Workerd {
  /** Where it listens. */
  readonly way: NetConnectOpts
  /** Resolves to its exit code when it has ended. */
  readonly ended: Promise<number>
  /** Waits for what is in flight, at most `graceMs` milliseconds. */
  close(graceMs?: number): Promise<void>
}

/** How often to look whether it listens, in milliseconds. */
const LOOK = 20

/** Its name in that folder. */
const SOCKET = 'workerd.sock'

/** The most bytes in the path of a Unix socket, on every system that has them. */
const LONGEST_PATH = 103

/**
 * Starts the Workers runtime on what was built.
 *
 * @throws {UsageError} when it ends before it listens
 */
export async function startWorkerd(options: WorkerdOptions): Promise<Workerd> {
  const { workerd, directory, hasCode, onLine } = options
  const { way, address } = await privateAddress(directory)
  const config = renderWorkerdConfig({ names: modulesIn(join(directory, BUILD)), address, hasCode })
  await writeFile(join(directory, 'config.capnp'), config)

  const { command, args } = endingWithUs(workerd)
  // Workers that make others are what it calls an experiment.
  const flags = hasCode ? ['--experimental'] : []
  const child = spawn(command, [...args, 'serve', ...flags, 'config.capnp'], {
    cwd: directory,
    stdio: 'pipe',
    // A group of its own: a key pressed at the terminal reaches it through us, and only once.
    detached: true,
  })
  process.on('exit', () => signal(child, 'SIGKILL'))
  for (const stream of [child.stdout, child.stderr]) {
    eachLine(stream, (line) => onLine(line, stream === child.stderr))
  }
  const ended = endOf(child, workerd)
  const code = await Promise.race([untilHeard(way), ended])
  if (code !== null) throw new UsageError(`cannot preview: workerd ended with code ${code}`)

  return { way, ended, close: (graceMs = 3000) => stop(child, ended, graceMs) }
}

/** A socket in a folder that is for us alone; where there are none, a port of this machine. */
async function privateAddress(
  directory: string,
): Promise<{ way: NetConnectOpts; address: string }> {
  const path = join(directory, SOCKET)
  if (process.platform !== 'win32' && Buffer.byteLength(path) <= LONGEST_PATH) {
    return { way: { path }, address: `unix:${SOCKET}` }
  }
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return { way: { host: '127.0.0.1', port }, address: `127.0.0.1:${port}` }
}

/** The modules of a build beside the one that answers. */
function modulesIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.js') && name !== 'index.js')
}

/**
 * Nobody can end what they have started when they are killed themselves. A shell beside the program
 * can: it reads from us until there is nobody who writes.
 */
function endingWithUs({ command, args }: Program): Program {
  if (process.platform === 'win32') return { command, args }
  const script = `exec 3<&0 </dev/null
( cat <&3; kill -9 $$ ) >/dev/null 2>&1 &
exec 3<&-
exec "$@"`
  return { command: 'sh', args: ['-c', script, 'sh', command, ...args] }
}

function endOf(child: ChildProcess, { command }: Program): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => resolve(code ?? 1))
    child.on('error', (cause) => {
      reject(new UsageError(`cannot run ${command}: ${cause.message}`, { cause }))
    })
  })
}

/** Resolves to `null` as soon as somebody listens. */
async function untilHeard(way: NetConnectOpts): Promise<null> {
  for (;;) {
    const socket = connect(way)
    try {
      await once(socket, 'connect')
      return null
    } catch {
      await setTimeout(LOOK) // refused: not yet
    } finally {
      socket.destroy()
    }
  }
}

async function stop(child: ChildProcess, ended: Promise<number>, graceMs: number): Promise<void> {
  signal(child, 'SIGTERM')
  const timer = globalThis.setTimeout(() => signal(child, 'SIGKILL'), graceMs)
  await ended
  clearTimeout(timer)
}

/** Signals a process and all that it started. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, name)
  } catch {
    child.kill(name) // there are no groups here, or nothing is left
  }
}
