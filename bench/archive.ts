// A folder as an archive, from the command line: `node bench/archive.ts [MEGABYTES [BYTES-A-FILE]]`.
// Prints when the first byte and the first 10 MB of it came, beside a copy of the files that have them,
// one of them by itself, and a bare server that has 10 MB in memory; and how much memory the server took.
import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

const FIRST = 10_000_000
const ROUNDS = 20
const buffer = Buffer.allocUnsafeSlow(1024 * 1024)
const total = Number(process.argv[2] ?? 5000) * 1_000_000
const size = Number(process.argv[3] ?? 10_000_000)
const root = join(import.meta.dirname, '..')
const runtimes: Readonly<Record<string, readonly string[]>> = {
  bun: ['bun'],
  node: ['node'],
  deno: ['deno', 'run', '-A'],
}

const folder = mkdtempSync(join(tmpdir(), 'webstand-archive-'))
try {
  writeFiles()
  for (const [name, command] of Object.entries(runtimes)) await measure(name, command)
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
  const names = Array.from({ length: Math.ceil(FIRST / size) }, (_, index) => nameOf(index))
  const started = performance.now()
  execFileSync('cp', [...names, copies])
  const time = performance.now() - started
  rmSync(copies, { recursive: true })
  return time
}

interface Running {
  readonly port: number
  readonly pid: number
  stop(): void
}

async function start(
  [runtime, ...options]: readonly string[],
  ...words: string[]
): Promise<Running> {
  const program = join(root, 'node_modules/.bin', runtime!)
  const server = spawn(program, [...options, ...words], { stdio: ['ignore', 'pipe', 'ignore'] })
  const port = await new Promise<number>((resolve) => {
    server.stdout.on('data', (text) => {
      const found = /http:\/\/localhost:(\d+)/.exec(String(text))
      if (found) resolve(Number(found[1]))
    })
  })
  return { port, pid: server.pid!, stop: () => server.kill() }
}

async function measure(name: string, command: readonly string[]): Promise<void> {
  const server = await start(command, join(root, 'src/cli/main.ts'), folder, '0')
  const bare = await start(command, join(import.meta.dirname, 'bare.ts'))
  try {
    const before = memoryOf(server.pid)
    const cold = await read(server.port, '/?archive=zip', FIRST)
    const rounds: Record<'first' | 'all' | 'file' | 'bare' | 'copy', number>[] = []
    for (let count = 0; count < ROUNDS; count++) {
      const archive = await read(server.port, '/?archive=zip', FIRST)
      const file = await read(server.port, '/00000000.bin', FIRST)
      const memory = await read(bare.port, '/', FIRST)
      rounds.push({
        first: archive.first,
        all: archive.ms,
        file: file.ms,
        bare: memory.ms,
        copy: copyFirst(),
      })
    }
    const times = (key: 'first' | 'all' | 'file' | 'bare' | 'copy') =>
      spread(rounds.map((round) => round[key]))
    console.log(
      `${name}\tfirst byte ${times('first')}\tfirst 10 MB ${times('all')}\tcold ${cold.ms.toFixed(0)} ms`,
    )
    console.log(`\tcp ${times('copy')}\tone file ${times('file')}\ta bare server ${times('bare')}`)
    const all = await read(server.port, '/?archive=zip')
    const peak = memoryOf(server.pid) - before
    console.log(
      `\t${(all.size / 1e6).toFixed(0)} MB in ${all.ms.toFixed(0)} ms\t+${peak.toFixed(0)} MB at most`,
    )
  } finally {
    server.stop()
    bare.stop()
  }
}

/** The median, and what nine of ten took at most. */
function spread(times: readonly number[]): string {
  const sorted = times.toSorted((one, other) => one - other)
  const at = (part: number) => sorted[Math.floor(sorted.length * part)]!.toFixed(1)
  return `${at(0.5)} ms (${at(0.9)})`
}

interface Reading {
  /** Milliseconds until the first byte came, and until the last that was wanted. */
  readonly first: number
  readonly ms: number
  /** Bytes, with the fields. */
  readonly size: number
}

/** Reads the beginning of an answer, or all of it, into one buffer, and only counts. */
function read(port: number, target: string, wanted = Number.POSITIVE_INFINITY): Promise<Reading> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    let first = 0
    let size = 0
    const end = () => resolve({ first, ms: performance.now() - started, size })
    const callback = (count: number) => {
      first ||= performance.now() - started
      size += count
      if (size < wanted) return true
      end()
      socket.destroy()
      return false
    }
    const socket = connect({ port, host: '127.0.0.1', onread: { buffer, callback } })
    socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
    socket.on('error', reject)
    socket.on('close', end)
  })
}

/** The most that a process had in memory, in MB. */
function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)![1]) / 1000
}
