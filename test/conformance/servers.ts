import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root, runtimes as tree } from '../runtimes.ts'

const main = join(root, 'src/cli/main.ts')

/** How each runtime starts the command line. */
export const runtimes = {
  node: [...tree.node, main],
  bun: [...tree.bun, main],
  deno: [...tree.deno, main],
  workers: [...tree.node, main, 'preview'],
} as const

export type Runtime = keyof typeof runtimes

export const runtimeNames = Object.keys(runtimes) as Runtime[]

/** A server that was started for a test. */
export interface RunningServer {
  readonly origin: string
  readonly child: ChildProcess
  /** What it wrote to stderr so far. */
  log(): string
  /** Asks it to stop, and waits until it is gone. */
  stop(): Promise<void>
}

/** Starts webstand on a runtime, on a free port; the first line of its output is its URL. */
export async function startServer(runtime: Runtime, ...args: string[]): Promise<RunningServer> {
  const [program, ...before] = runtimes[runtime]
  const child = spawn(program, [...before, ...args, '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PORT: undefined, NO_COLOR: '1' },
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (chunk) => (stderr += chunk))
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))

  const lines = createInterface(child.stdout)
  const url = await Promise.race([
    new Promise<string>((resolve) => lines.once('line', resolve)),
    gone.then(() => ''),
  ])
  if (!url.startsWith('http://')) throw new Error(`Cannot start ${runtime}: ${url}${stderr}`)
  return {
    origin: new URL(url).origin.replace('localhost', '127.0.0.1'),
    child,
    log: () => stderr,
    async stop() {
      child.kill('SIGTERM')
      await gone
    },
  }
}
