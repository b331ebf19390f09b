import { rmSync } from 'node:fs'
import { afterAll, beforeAll } from 'vitest'
import { createFixture } from './fixture.ts'
import { type RunningServer, type Runtime, runtimeNames, startServer } from './servers.ts'

/** Shows one folder on every runtime while the tests of a file run; gives the origin of each. */
export function serveEverywhere(): (runtime: Runtime) => string {
  const fixture = createFixture()
  const servers = new Map<Runtime, RunningServer>()

  beforeAll(async () => {
    const started = runtimeNames.map(async (runtime) => {
      servers.set(runtime, await startServer(runtime, fixture.folder))
    })
    await Promise.all(started)
  }, 120_000)

  afterAll(async () => {
    await Promise.all([...servers.values()].map((server) => server.stop()))
    rmSync(fixture.parent, { recursive: true, force: true })
  })

  return (runtime) => servers.get(runtime)!.origin
}
