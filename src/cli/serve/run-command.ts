import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import process from 'node:process'
import { hostOf, isLoopback, portOf } from '../line/address-options.ts'
import type { Invocation } from '../line/invocation.ts'
import { UsageError } from '../line/usage-error.ts'
import { findWhat, splitPort } from '../line/what.ts'
import { liveApp } from '../live/live-app.ts'
import { openTerminals, printable, type Terminal, terminal } from '../terminal.ts'
import { listen } from './listen.ts'

/** Signals that are handed on. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Milliseconds for the answers on their way when the command has ended. */
const GRACE = 500

/** What a shell exits with where there is no such command, and where it cannot be run. */
const NOT_FOUND = 127
const NOT_RUN = 126

/** Each runtime says these in words of its own. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such command',
  EACCES: 'permission denied',
}

/**
 * Serves while a command runs, which finds the address in `WEBSTAND_URL` and the port in `PORT`.
 * Resolves to its exit code.
 */
export async function runCommand(
  { words, options, defaults, runtime }: Invocation,
  program: readonly string[],
): Promise<number> {
  const { names, port: bare } = splitPort(words)
  const whats = (names.length > 0 ? names : defaults).map(findWhat)
  // `PORT` is what the command is told, and a port that others use is none for tests.
  const port = bare === undefined && options.port === undefined ? 0 : portOf(options.port, bare)
  const host = hostOf(options)
  const isOpen = !(await isLoopback(host))
  const { stderr, flush } = openTerminals(runtime)

  const [{ fetch, close }, { serve }] = await Promise.all([
    liveApp(whats, { options, runtime, isOpen, talk: silent(stderr), stderr }),
    runtime.adapter(),
  ])
  const server = await listen((where) => serve(fetch, where), { host, port })
  const code = await run(program, {
    WEBSTAND_URL: server.url.replace(/\/$/, ''),
    PORT: new URL(server.url).port,
  })
  close()
  await server.close(GRACE)
  await flush()
  return code
}

/** The output is the command's own. */
function silent(stderr: Terminal): Terminal {
  return { ...stderr, isTty: false, write() {}, writeSoon() {} }
}

/** Runs a program as if it had been typed, and hands signals on to it. */
function run([command, ...args]: readonly string[], environment: NodeJS.ProcessEnv) {
  if (command === undefined) throw new UsageError('expected a command after "--"')
  const child = spawn(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
    // Commands of npm are scripts there, which only a shell starts.
    shell: process.platform === 'win32',
  })
  for (const signal of signals) process.on(signal, () => handOn(child, signal))
  return new Promise<number>((resolve) => {
    child.on('error', (error) => {
      const { code = '', message } = error as NodeJS.ErrnoException
      const why = reasons[code] ?? message
      terminal(process.stderr).write(printable(`cannot run "${command}": ${why}`))
      resolve(code === 'ENOENT' ? NOT_FOUND : NOT_RUN)
    })
    child.on('exit', (code, signal) => resolve(code ?? 128 + numberOf(signal)))
  })
}

function handOn(child: ChildProcess, signal: NodeJS.Signals): void {
  // At a terminal, ^C has told the command as well.
  if (signal === 'SIGINT' && process.stdin.isTTY) return
  // By its id: told by `child.kill`, Deno forgets the exit code.
  try {
    if (child.pid !== undefined) process.kill(child.pid, signal)
  } catch {
    // it has just ended, which is told by itself
  }
}

function numberOf(signal: NodeJS.Signals | null): number {
  return signal === null ? 0 : constants.signals[signal]
}
