import process from 'node:process'
import { parseCommandLine } from './line/command-line.ts'
import type { Command } from './line/flags.ts'
import type { Run, Runtime } from './line/invocation.ts'
import { UsageError } from './line/usage-error.ts'
import { renderError } from './render-error.ts'
import { printable, terminal } from './terminal.ts'
import { version } from './version.ts'

/** Each command, loaded when it is called. */
const runs: Record<Command, () => Promise<Run>> = {
  serve: async () => (await import('./serve/serve.ts')).serve,
  explain: async () => (await import('./explain.ts')).explain,
  routes: async () => (await import('./routes.ts')).routes,
  add: async () => (await import('./add.ts')).add,
  build: async () => (await import('./build/build.ts')).build,
  preview: async () => (await import('./edge/preview.ts')).preview,
  deploy: async () => (await import('./edge/deploy.ts')).deploy,
}

export interface MainOptions {
  /** What is shown when the command line names nothing. @default ['.'] */
  defaults?: string[]
}

/** Runs a command line, and ends the process. */
export async function main(args: string[], { defaults = ['.'] }: MainOptions = {}): Promise<void> {
  try {
    process.exit(await run(args, defaults))
  } catch (error) {
    const isUsage = error instanceof UsageError
    const line = isUsage ? printable(error.message) : renderError('webstand', error)
    terminal(process.stderr).write(line)
    process.exit(isUsage ? 2 : 1)
  }
}

async function run(args: string[], defaults: string[]): Promise<number> {
  const { command, isNamed, words, program, options } = parseCommandLine(args)
  if (options.version) return print(version)
  if (options.help) {
    return print((await import('./line/help.ts')).renderHelp(isNamed ? command : null))
  }
  const invocation = { words, options, defaults, runtime: detectRuntime() }
  if (program !== null)
    return (await import('./serve/run-command.ts')).runCommand(invocation, program)
  const runThis = await runs[command]()
  return runThis(invocation)
}

function print(text: string): number {
  terminal(process.stdout).write(text.trimEnd())
  return 0
}

function detectRuntime(): Runtime {
  const { bun, deno, node } = process.versions
  if (bun)
    return { name: 'bun', version: bun, canDrop: true, adapter: () => import('../adapters/bun.ts') }
  if (deno)
    return {
      name: 'deno',
      version: deno,
      canDrop: false,
      adapter: () => import('../adapters/deno.ts'),
    }
  return {
    name: 'node',
    version: node,
    canDrop: true,
    adapter: () => import('../adapters/node.ts'),
  }
}

if (import.meta.main) main(process.argv.slice(2))
