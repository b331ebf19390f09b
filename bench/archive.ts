// A folder as an archive, from the command line: `node bench/archive.ts [MEGABYTES [BYTES-A-FILE]]`.
// Prints when the first byte and the first 10 MB came, beside a copy of the files that have them, and
// how much memory the server took.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

const FIRST = 10_000_000
const total = Number(process.argv[2] ?? 5000) * 1_000_000
const size = Number(process.argv[3] ?? 100_000_000)
const root = join(import.meta.dirname, '..')
const runtimes: Readonly<Record<string, readonly string[]>> = {
  bun: ['bun'],
  node: ['node'],
  deno: ['deno', 'run', '-A'],
}

const folder = mkdtempSync(join(tmpdir(), 'webstand-archive-'))
try {
  writeFiles()
  for (const [name, command] of Object.entries(runtimes)) {
    const times = Array.from({ length: 5 }, copyFirst)
    console.log(`a copy of the first 10 MB\t${Math.min(...times).toFixed(0)} ms at best`)
    await measure(name, command)
  }
} finally {
  rmSync(folder, { recursive: true })
}

function nameOf(index: number): string {
  return join(folder, `${String(index).padStart(8, '0')}.bin`)
}

/** Files without two bytes of a block alike: neither holes nor anything that a disk could fold. */
function writeFiles(): void {
  const block = randomBytes(1_000_003)
  for (let index = 0; index * size < total; index++) {
    const file = openSync(nameOf(index), 'w')
    for (let at = 0; at < size; at += block.length) {
      block.writeUInt32LE((index * 65_537 + at) % 2 ** 32)
      writeSync(file, block, 0, Math.min(block.length, size - at))
    }
    closeSync(file)
  }
}

/** Copies what begins an archive, and returns the milliseconds that it took. */
function copyFirst(): number {
  const copies = mkdtempSync(join(tmpdir(), 'webstand-copy-'))
  const started = performance.now()
  for (let index = 0, left = FIRST; left > 0; index++, left -= size) {
    const bytes = readBeginning(nameOf(index), Math.min(left, size))
    writeFileSync(join(copies, String(index)), bytes)
  }
  const time = performance.now() - started
  rmSync(copies, { recursive: true })
  return time
}

function readBeginning(path: string, length: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(length)
  const file = openSync(path, 'r')
  readSync(file, bytes, 0, length, 0)
  closeSync(file)
  return bytes
}

async function measure(name: string, [runtime, ...options]: readonly string[]): Promise<void> {
  const program = join(root, 'node_modules/.bin', runtime!)
  const server = spawn(program, [...options, join(root, 'src/cli/main.ts'), folder, '0'])
  try {
    const origin = await new Promise<string>((resolve) => {
      server.stdout.on('data', (text) => {
        const found = /http:\/\/localhost:\d+/.exec(String(text))
        if (found) resolve(found[0])
      })
    })
    const before = memoryOf(server.pid!)
    const url = `${origin}/?archive=zip`
    const beginnings = []
    for (let count = 0; count < 5; count++) beginnings.push(await read(url, FIRST))
    const best = beginnings.toSorted((one, other) => one.ms - other.ms)[0]!
    const all = await read(url)
    const ms = (time: number) => `${time.toFixed(0)} ms`
    const megabytes = `${(all.size / 1e6).toFixed(0)} MB ${ms(all.ms)}`
    const marks = [`first byte ${ms(best.first)}`, `10 MB ${ms(best.ms)}`, megabytes]
    const memory = memoryOf(server.pid!) - before
    console.log([name, ...marks, `length ${all.length}`, `+${memory.toFixed(0)} MB`].join('\t'))
  } finally {
    server.kill()
  }
}

interface Reading {
  /** Milliseconds until the first byte came, and until the last that was wanted. */
  readonly first: number
  readonly ms: number
  /** Bytes. */
  readonly size: number
  readonly length: string | null
}

/** Reads the beginning of an answer, or all of it. */
async function read(url: string, wanted = Number.POSITIVE_INFINITY): Promise<Reading> {
  const started = performance.now()
  const since = () => performance.now() - started
  const [response] = (await once(get(url), 'response')) as [IncomingMessage]
  let first = 0
  let size = 0
  for await (const chunk of response) {
    first ||= since()
    size += chunk.length
    if (size >= wanted) break
  }
  return { first, ms: since(), size, length: response.headers['content-length'] ?? null }
}

/** The most that a process had in memory, in MB. */
function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)![1]) / 1000
}
