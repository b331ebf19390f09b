// A folder of ten routes beside one of 10 000: the start, and requests to the last route.
//   node bench/many-routes.ts [rounds]
// Rounds are interleaved, so that a busy machine disturbs both alike. Ratios count, not times.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const rounds = Number(process.argv[2] ?? 7)
const requests = 3000
const bin = join(import.meta.dirname, '../node_modules/.bin')
const main = join(import.meta.dirname, '../src/cli/main.ts')
const parent = mkdtempSync(join(tmpdir(), 'webstand-bench-'))

/** Folders of a hundred routes each, every tenth with a parameter. */
function folderOf(routes: number): string {
  const folder = join(parent, String(routes))
  for (let at = 0; at < routes; at++) {
    const group = join(folder, `group${Math.floor(at / 100)}`)
    const isParameter = at % 10 === 9
    mkdirSync(isParameter ? join(group, `item${at}`) : group, { recursive: true })
    const name = isParameter ? `item${at}/[id].GET.json` : `item${at}.GET.json`
    writeFileSync(join(group, name), `{"item":${at}}`)
  }
  return folder
}

interface Sample {
  /** Milliseconds until it listens, and until its last route has answered. */
  readonly listens: number
  readonly first: number
  /** Requests in a second to the last route. */
  readonly rate: number
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 })

function ask(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${response.statusCode} ${url}`))
      response.on('end', resolve).resume()
    }).on('error', reject)
  })
}

async function measure(command: readonly string[], routes: number): Promise<Sample> {
  const last = routes - 1
  const path = `group${Math.floor(last / 100)}/item${last}/7`
  const started = performance.now()
  const [program = '', ...args] = command
  const child = spawn(program, [...args, main, join(parent, String(routes)), '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string]
  const listens = performance.now() - started
  await ask(url + path)
  const first = performance.now() - started
  for (let at = 0; at < 300; at++) await ask(url + path)
  const begun = performance.now()
  for (let at = 0; at < requests; at++) await ask(url + path)
  const rate = requests / ((performance.now() - begun) / 1000)
  child.kill('SIGTERM')
  await once(child, 'close')
  return { listens, first, rate }
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}

const runtimes = {
  node: [join(bin, 'node')],
  bun: [join(bin, 'bun')],
  deno: [join(bin, 'deno'), 'run', '-A'],
}
const sizes = [10, 10_000]
for (const size of sizes) folderOf(size)
try {
  for (const [name, command] of Object.entries(runtimes)) {
    const samples = new Map<number, Sample[]>(sizes.map((size) => [size, []]))
    for (let round = 0; round < rounds; round++) {
      for (const size of sizes) samples.get(size)!.push(await measure(command, size))
    }
    const [few, many] = sizes.map((size) => {
      const all = samples.get(size)!
      const of = (key: keyof Sample) => median(all.map((sample) => sample[key]))
      return { listens: of('listens'), first: of('first'), rate: of('rate') }
    })
    const line = (what: string, key: keyof Sample, ratio: number) =>
      console.log(
        `${name.padEnd(5)} ${what.padEnd(26)} ${few![key].toFixed(0).padStart(6)} ${many![key].toFixed(0).padStart(6)}  ${ratio.toFixed(2)} ×`,
      )
    line('ms until it listens', 'listens', many!.listens / few!.listens)
    line('ms until the last route', 'first', many!.first / few!.first)
    line('requests/s, the last route', 'rate', few!.rate / many!.rate)
  }
} finally {
  agent.destroy()
  rmSync(parent, { recursive: true, force: true })
}
