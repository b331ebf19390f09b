// npm run fuzz [-- RUNTIME…] [--requests N] [--seed N]: mutated requests against each runtime, on
// loopback. It ends by itself: at the first finding, or when all requests were answered.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { createFixture } from '../test/conformance/fixture.ts'
import { type Runtime, runtimeNames, startServer } from '../test/conformance/servers.ts'
import { fuzz } from '../test/fuzz/fuzz.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const unknown = positionals.find((name) => !runtimeNames.includes(name as Runtime))
if (unknown !== undefined) {
  console.error(`no runtime "${unknown}": there are ${runtimeNames.join(', ')}`)
  process.exit(2)
}
const requests = Number(values.requests)
const seed = Number(values.seed)

/** Bytes of the largest file of the folder. */
const LARGEST = 300_000

const fixture = createFixture()
writeFileSync(join(fixture.folder, 'big.bin'), Buffer.alloc(LARGEST, 'x'))
try {
  const chosen = positionals.length > 0 ? (positionals as Runtime[]) : runtimeNames
  for (const runtime of chosen) await run(runtime)
} finally {
  rmSync(fixture.parent, { recursive: true, force: true })
}

async function run(runtime: Runtime): Promise<void> {
  const server = await startServer(runtime, fixture.folder)
  const started = performance.now()
  try {
    const finding = await fuzz(server.origin, { requests, seed, largest: LARGEST * 4 })
    const seconds = Math.round((performance.now() - started) / 1000)
    const what = `${runtime}: ${requests} requests, seed ${seed}, ${seconds} s`
    if (finding === null && server.child.exitCode === null) console.log(`${what}: nothing found`)
    else {
      process.exitCode = 1
      console.error(`${what}: ${finding?.problem ?? 'the server ended'}`)
      console.error(JSON.stringify(finding?.request ?? server.log().slice(-2000)))
    }
  } finally {
    await server.stop()
  }
}
