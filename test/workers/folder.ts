import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import {
  type WorkerFiles,
  type WorkerParts,
  workerFiles,
} from '../../src/cli/build/worker-files.ts'

// Wrangler asks nobody on the network, and writes no log into the home.
Object.assign(process.env, {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_WRITE_LOGS: 'false',
})

/** Makes a folder that is gone when the tests of this file are done. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'webstand-workers-'))
  afterAll(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** The files of a Worker that is called `test`. */
export const testFiles = (parts: WorkerParts): Promise<WorkerFiles> => workerFiles('test', parts)
