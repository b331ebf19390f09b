import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { send, type WireAnswer, type WireRequest } from '../conformance/client.ts'
import {
  type RunningServer,
  type Runtime,
  runtimeNames,
  startServer,
} from '../conformance/servers.ts'
import { writeFiles } from '../temporary-folder.ts'

/** What every runtime was asked, in the order of the requests, and the servers that were. */
export interface Asked {
  readonly answers: ReadonlyMap<Runtime, readonly WireAnswer[]>
  readonly servers: ReadonlyMap<Runtime, RunningServer>
  close(): Promise<void>
}

/** Serves a folder on every runtime, and asks each the same, one after the other. */
export async function askEverywhere(
  folder: Readonly<Record<string, string | Uint8Array>>,
  requests: readonly WireRequest[],
  ...flags: string[]
): Promise<Asked> {
  const root = mkdtempSync(join(tmpdir(), 'webstand-mocks-by-url-'))
  writeFiles(root, folder)
  const answers = new Map<Runtime, WireAnswer[]>()
  const servers = new Map<Runtime, RunningServer>()
  const asked = runtimeNames.map(async (runtime) => {
    const server = await startServer(runtime, root, ...flags)
    servers.set(runtime, server)
    const found: WireAnswer[] = []
    for (const request of requests) found.push(await send(server.origin, request))
    answers.set(runtime, found)
  })
  await Promise.all(asked)
  return {
    answers,
    servers,
    async close() {
      await Promise.all([...servers.values()].map((server) => server.stop()))
      rmSync(root, { recursive: true, force: true })
    },
  }
}
