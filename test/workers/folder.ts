import {
  type WorkerFiles,
  type WorkerParts,
  workerFiles,
} from '../../src/cli/build/worker-files.ts'

export { temporaryFolder } from '../temporary-folder.ts'

// Wrangler asks nobody on the network, and writes no log into the home.
Object.assign(process.env, {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_WRITE_LOGS: 'false',
})

/** The files of a Worker that is called `test`. */
export const testFiles = (parts: WorkerParts): Promise<WorkerFiles> => workerFiles('test', parts)
