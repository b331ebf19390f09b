import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type WorkerFiles, type WorkerParts, workerFiles } from '../../src/cli/worker-files.ts'

/** Makes a folder that is gone when the tests of this file are done. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'webstand-workers-'))
  afterAll(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** The files of a Worker that is called `test`. */
export const testFiles = (parts: WorkerParts): WorkerFiles => workerFiles('test', parts)
