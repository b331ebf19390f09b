import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { type RuntimeName, root, runtimes } from '../runtimes.ts'

/** The command line of this tree. */
export const main = join(root, 'src/cli/main.ts')

export interface CliOptions {
  cwd: string
  env?: Record<string, string>
}

/** A command line that runs. */
export interface Cli {
  readonly child: ChildProcess
  /** Resolves to the first line of a stream that fits, also to one that has come already. */
  line(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<string>
  /** What a stream has said until now. */
  text(stream: 'stdout' | 'stderr'): string
  readonly ended: Promise<Ended>
}

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Starts `webstand …args` from the sources, on pipes. */
export function startCli(runtime: RuntimeName, args: string[], { cwd, env }: CliOptions): Cli {
  const [command, ...flags] = runtimes[runtime]
  const environment = { ...process.env, ...env }
  // What a test runner or a shell sets is not what is tested.
  for (const name of ['FORCE_COLOR', 'NO_COLOR', 'PORT']) {
    if (env?.[name] === undefined) delete environment[name]
  }
  const child = spawn(command, [...flags, main, ...args], { cwd, env: environment })
  const text = { stdout: '', stderr: '' }
  const waiting = new Set<() => void>()
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      text[name] += chunk
      for (const look of [...waiting]) look()
    })
  }
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, ...text }))
  })

  function line(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<string> {
    const found = new Promise<string>((resolve) => {
      const look = () => {
        const complete = text[stream].split('\n').slice(0, -1)
        const match = complete.find((candidate) => pattern.test(candidate))
        if (match === undefined) return
        waiting.delete(look)
        resolve(match)
      }
      waiting.add(look)
      look()
    })
    const missed = ended.then(({ code, stdout, stderr }) => {
      throw new Error(`Ended with ${code} without ${pattern} on ${stream}:\n${stdout}\n${stderr}`)
    })
    missed.catch(() => {}) // it ends after every test
    return Promise.race([found, missed])
  }

  return { child, line, ended, text: (stream) => text[stream] }
}

/** Runs `webstand …args` to its end. */
export function runCli(runtime: RuntimeName, args: string[], options: CliOptions): Promise<Ended> {
  return startCli(runtime, args, options).ended
}
