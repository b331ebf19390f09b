import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'
import type { Runtime } from './invocation.ts'
import { UsageError } from './usage-error.ts'

/** The wranglers that are known to take what a build writes. */
export const WRANGLER = 'wrangler@4'

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

/** A way to call wrangler. */
export interface Wrangler {
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
): Promise<Wrangler> {
  const here = dirname(fileURLToPath(import.meta.url))
  const script = installedWrangler(process.cwd()) ?? installedWrangler(here)
  // It is made for Node, whatever this runs on.
  if (script !== null) {
    return { command: runtime.name === 'node' ? process.execPath : 'node', args: [script] }
  }
  if (process.stdin.isTTY && (await isAgreed(`wrangler is not installed here. npx ${WRANGLER}?`))) {
    return { command: 'npx', args: ['--yes', WRANGLER] }
  }
  throw new UsageError(`wrangler is not installed here. Type: ${otherwise}`)
}

/** Looks from a folder upwards, as Node does. */
export function installedWrangler(folder: string): string | null {
  const script = join(folder, SCRIPT)
  if (existsSync(script)) return script
  const parent = dirname(folder)
  return parent === folder ? null : installedWrangler(parent)
}

async function isAgreed(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^(?:y(?:es)?)?$/i.test((await terminal.question(`${question} [Y/n] `)).trim())
  } finally {
    terminal.close()
  }
}

/** The environment of a wrangler that says little and reports nothing. */
export function wranglerEnvironment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  return { ...process.env, ...quiet, ...more }
}

/** Runs wrangler as if it had been typed, and resolves to its exit code. */
export function runWrangler(wrangler: Wrangler, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(wrangler.command, [...wrangler.args, ...args], {
      stdio: 'inherit',
      env: wranglerEnvironment(),
    })
    child.on('error', (cause) => {
      reject(new UsageError(`cannot run ${wrangler.command}: ${cause.message}`, { cause }))
    })
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
