import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface RunOptions {
  cwd: string
  /** What stands before the rest of PATH. */
  path?: string
}

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

function start(command: string, args: string[], { cwd, path }: RunOptions): ChildProcess {
  const PATH = path === undefined ? process.env.PATH : `${path}:${process.env.PATH}`
  const env: NodeJS.ProcessEnv = { ...process.env, PATH, NO_UPDATE_NOTIFIER: '1' }
  for (const name of ['PORT', 'FORCE_COLOR', 'NODE_OPTIONS']) delete env[name]
  // A group of its own, so that what it starts ends with it.
  return spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Runs a command to its end. */
export async function run(command: string, args: string[], options: RunOptions): Promise<Ended> {
  const child = start(command, args, options)
  const [stdout, stderr, code] = await Promise.all([
    textOf(child.stdout!),
    textOf(child.stderr!),
    new Promise<number | null>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', resolve)
    }),
  ])
  return { code, stdout, stderr }
}

/** Runs a command to its end, which has to be a good one, and resolves to its output. */
export async function succeed(
  command: string,
  args: string[],
  options: RunOptions,
): Promise<string> {
  const { code, stdout, stderr } = await run(command, args, options)
  if (code === 0) return stdout
  throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${stdout}\n${stderr}`)
}

/** Runs a server, hands its first line on, and ends it. */
export async function withServer<T>(
  command: string,
  args: string[],
  options: RunOptions,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const child = start(command, args, options)
  const errors = textOf(child.stderr!)
  try {
    const lines = createInterface({ input: child.stdout! })
    const url = await new Promise<string>((resolve, reject) => {
      lines.on('line', resolve)
      child.on('error', reject)
      child.on('close', (code) => {
        errors.then((text) => reject(new Error(`ended with ${code} before a line:\n${text}`)))
      })
    })
    return await use(url)
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
  }
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
