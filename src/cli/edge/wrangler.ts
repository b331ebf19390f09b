import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'
import type { Runtime } from '../line/invocation.ts'
import { UsageError } from '../line/usage-error.ts'

/** The wranglers that take what a build writes. */
export const WRANGLER = 'wrangler@4'

/** The Workers runtimes that know the compatibility date of a build. */
const WORKERD = 'workerd@^1.20260601.0'

/** Where an installed wrangler begins. */
const SCRIPT = 'node_modules/wrangler/bin/wrangler.js'

/** Wrangler then talks to Cloudflare when it deploys, and to nobody else. */
const quiet = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_WRITE_LOGS: 'false',
  WRANGLER_NO_SKILLS_UPDATE_PROMPTS: 'true',
}

/** A program, and the arguments that come first. */
export interface Program {
  readonly command: string
  readonly args: readonly string[]
}

/**
 * Finds the wrangler of the project, or else that beside webstand; a person at a terminal may have
 * npx fetch one.
 *
 * @param otherwise what to type where there is none
 * @throws {UsageError} when there is none
 */
export async function findWrangler(
  runtime: Pick<Runtime, 'name'>,
  otherwise: string,
): Promise<Program> {
  const script = installedWrangler()
  // It is made for Node, whatever this runs on.
  if (script !== null) {
    return { command: runtime.name === 'node' ? process.execPath : 'node', args: [script] }
  }
  return byNpx(WRANGLER, otherwise)
}

/** Finds the Workers runtime that an installed wrangler brings, or has npx fetch one. */
export async function findWorkerd(): Promise<Program> {
  const script = installedWrangler()
  if (script === null) return byNpx(WORKERD, `npm install --save-dev ${WRANGLER}`)
  return { command: createRequire(script)('workerd').default, args: [] }
}

function installedWrangler(): string | null {
  const here = dirname(fileURLToPath(import.meta.url))
  return wranglerAbove(process.cwd()) ?? wranglerAbove(here)
}

/** Looks from a folder upwards, as Node does. */
export function wranglerAbove(folder: string): string | null {
  const script = join(folder, SCRIPT)
  if (existsSync(script)) return script
  const parent = dirname(folder)
  return parent === folder ? null : wranglerAbove(parent)
}

async function byNpx(name: string, otherwise: string): Promise<Program> {
  if (process.stdin.isTTY && (await isAgreed(`wrangler is not installed here. npx ${name}?`))) {
    return { command: 'npx', args: ['--yes', name] }
  }
  throw new UsageError(`wrangler is not installed here. Type: ${otherwise}`)
}

async function isAgreed(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^(?:y(?:es)?)?$/i.test((await terminal.question(`${question} [Y/n] `)).trim())
  } finally {
    terminal.close()
  }
}

/** Runs wrangler as if it had been typed, and resolves to its exit code. */
export function runWrangler(wrangler: Program, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(wrangler.command, [...wrangler.args, ...args], {
      stdio: 'inherit',
      env: { ...process.env, ...quiet },
    })
    child.on('error', (cause) => {
      reject(new UsageError(`cannot run ${wrangler.command}: ${cause.message}`, { cause }))
    })
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
