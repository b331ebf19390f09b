// Ten routes beside 10 000 in one folder and 10 000 in 500 folders: from the start of the process to
// the first answer of the last route, and then requests to it. What is measured is dist/.
//   npm run build && node bench/many-routes.ts [rounds] [runtime]
// Rounds are interleaved, so that a busy machine disturbs all alike. Ratios count, not times.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'

const rounds = Number(process.argv[2] ?? 7)
const only = process.argv[3]
const requests = 2000
const modules = join(import.meta.dirname, '../node_modules')
const main = join(import.meta.dirname, '../bin/webstand.js')
const parent = mkdtempSync(join(tmpdir(), 'webstand-bench-'))

interface Shape {
  readonly name: string
  readonly routes: number
  /** Routes in a folder, at most. */
  readonly size: number
}

const shapes: readonly Shape[] = [
  { name: 'ten', routes: 10, size: 10 },
  { name: '10 000 in one folder', routes: 10_000, size: 10_000 },
  { name: '10 000 in 500 folders', routes: 10_000, size: 20 },
]

/** In every folder one route has a parameter, and the last one is such. */
function pathOf(at: number, { size }: Shape): { file: string; path: string } {
  const folder = `group${Math.floor(at / size)}`
  const isParameter = at % size === size - 1
  return isParameter
    ? { file: `${folder}/[id].GET.json`, path: `${folder}/7` }
    : { file: `${folder}/item${at}.GET.json`, path: `${folder}/item${at}` }
}

function write(shape: Shape): void {
  for (let at = 0; at < shape.routes; at++) {
    const { file } = pathOf(at, shape)
    if (at % shape.size === 0) mkdirSync(join(parent, shape.name, file, '..'), { recursive: true })
    writeFileSync(join(parent, shape.name, file), `{"item":${at}}`)
  }
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

async function measure(command: readonly string[], shape: Shape): Promise<Sample> {
  const { path } = pathOf(shape.routes - 1, shape)
  const [program = '', ...args] = command
  const started = performance.now()
  const child = spawn(program, [...args, main, join(parent, shape.name), '--port', '0'], {
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

/** The programs themselves: what npm puts in front of some of them takes longer than they do. */
const runtimes: Readonly<Record<string, readonly string[]>> = {
  node: [join(modules, 'node/bin/node')],
  bun: [join(modules, 'bun/bin/bun.exe')],
  deno: [join(modules, 'deno/deno'), 'run', '-A'],
}

function report(runtime: string, samples: ReadonlyMap<Shape, readonly Sample[]>): void {
  const figures = shapes.map((shape) => {
    const of = (key: keyof Sample) => median(samples.get(shape)!.map((sample) => sample[key]))
    return { name: shape.name, listens: of('listens'), first: of('first'), rate: of('rate') }
  })
  const ten = figures[0]!
  for (const { name, listens, first, rate } of figures) {
    const ratio = (value: number) => `${value.toFixed(2)} ×`
    const row = [
      `listens ${listens.toFixed(0)} ms ${ratio(listens / ten.listens)}`,
      `last route ${first.toFixed(0)} ms ${ratio(first / ten.first)}`,
      `${rate.toFixed(0)} requests/s ${ratio(ten.rate / rate)}`,
    ]
    console.log([runtime.padEnd(5), name.padEnd(22), ...row].join('  '))
  }
}

try {
  for (const shape of shapes) write(shape)
  for (const [name, command] of Object.entries(runtimes)) {
    if (only !== undefined && only !== name) continue
    const samples = new Map<Shape, Sample[]>(shapes.map((shape) => [shape, []]))
    for (let round = 0; round < rounds; round++) {
      for (const shape of shapes) samples.get(shape)!.push(await measure(command, shape))
    }
    report(name, samples)
  }
} finally {
  agent.destroy()
  rmSync(parent, { recursive: true, force: true })
}
