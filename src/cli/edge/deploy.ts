import { join, relative } from 'node:path'
import process from 'node:process'
import { buildWorker } from '../build/build.ts'
import type { Invocation } from '../line/invocation.ts'
import { terminal } from '../terminal.ts'
import { findWrangler, runWrangler, WRANGLER } from './wrangler.ts'

/** Builds, and has wrangler upload what was built. */
export async function deploy(invocation: Invocation): Promise<number> {
  const { out } = await buildWorker(invocation, terminal(process.stderr))
  const args = ['deploy', '--config', relative('', join(out, 'wrangler.json'))]
  if (invocation.options.dryRun) args.push('--dry-run')
  const wrangler = await findWrangler(invocation.runtime, `npx ${WRANGLER} ${args.join(' ')}`)
  return runWrangler(wrangler, args)
}
