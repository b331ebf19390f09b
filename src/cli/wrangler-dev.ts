import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import type { Server } from '../adapters/server.ts'
import { UsageError } from './usage-error.ts'
import type { Wrangler } from './wrangler.ts'
import { wranglerEnvironment } from './wrangler.ts'

export interface WranglerDevOptions {
  wrangler: Wrangler
  /** A folder of this run alone, with the build in `out`. */
  directory: string
  host: string
  port: number
  /** Is told each line that is written, and whether as an error. */
  onLine: (line: string, isError: boolean) => void
}

/** A local Workers runtime that listens. */
export interface WranglerDev extends Server {
  /** Resolves to its exit code when it ends by itself. */
  readonly ended: Promise<number>
}

/** How a line begins that says that it listens. */
const READY = /Ready on (https?:\/\/\S+)/

/**
 * Starts wrangler's local runtime on what was built, without the network, apart from any other.
 *
 * @throws {UsageError} when it ends before it listens
 */
export async function startWrangler({
  wrangler,
  directory,
  host,
  port,
  onLine,
}: WranglerDevOptions): Promise<WranglerDev> {
  const out = join(directory, 'out')
  const child = spawn(
    wrangler.command,
    [...wrangler.args, ...devArguments(directory, host, port)],
    {
      cwd: out,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: a key pressed at the terminal reaches it through us, and only once.
      detached: true,
      env: wranglerEnvironment({
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
        CLOUDFLARE_LOAD_DEV_VARS_FROM_DOT_ENV: 'false',
        WRANGLER_REGISTRY_PATH: join(directory, 'registry'),
        FORCE_COLOR: '0',
      }),
    },
  )
  process.on('exit', () => killGroup(child))
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', (cause) => {
      reject(new UsageError(`cannot run ${wrangler.command}: ${cause.message}`, { cause }))
    })
    child.on('exit', (code) => resolve(code ?? 1))
  })
  const url = await readyUrl(child, ended, onLine)
  return { url, ended, close: (grace = 3000) => stop(child, ended, grace) }
}

function devArguments(directory: string, host: string, port: number): string[] {
  return [
    'dev',
    '--config=wrangler.json',
    `--ip=${host}`,
    `--port=${port}`,
    '--inspector-port=0',
    `--persist-to=${join(directory, 'state')}`,
    '--show-interactive-dev-session=false',
    '--log-level=log',
  ]
}

/** Waits until it says where it listens; after that, passes its lines on. */
function readyUrl(
  child: ChildProcess,
  ended: Promise<number>,
  onLine: WranglerDevOptions['onLine'],
): Promise<string> {
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout!, child.stderr!]) {
      createInterface({ input: stream }).on('line', (line) => {
        const url = READY.exec(line)?.[1]
        if (url === undefined) onLine(line, stream === child.stderr)
        else resolve(new URL(url).href)
      })
    }
    ended.then(
      (code) => reject(new UsageError(`cannot preview: wrangler ended with code ${code}`)),
      reject,
    )
  })
}

async function stop(child: ChildProcess, ended: Promise<number>, grace: number): Promise<void> {
  child.kill('SIGTERM')
  const timer = setTimeout(() => killGroup(child), grace)
  await ended
  clearTimeout(timer)
  killGroup(child)
}

/** Ends what is left of it and of what it started. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // nothing is left
  }
}
