// A folder of large files as an archive, from the command line: `node bench/archive.ts [MEGABYTES]`.
// Prints when the first byte and the first 10 MB came, beside a copy of those, and the server's memory.
import { spawn } from 'node:child_process'
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

const FILE = 10_000_000
const total = Number(process.argv[2] ?? 5000) * 1_000_000
const root = join(import.meta.dirname, '..')
const runtimes: Readonly<Record<string, readonly string[]>> = {
  bun: ['bun'],
  node: ['node'],
  deno: ['deno', 'run', '-A'],
}

const folder = mkdtempSync(join(tmpdir(), 'webstand-archive-'))
const copies = mkdtempSync(join(tmpdir(), 'webstand-copy-'))
try {
  writeFileSync(join(folder, '0.bin'), crypto.getRandomValues(new Uint8Array(FILE / 200)))
  truncateSync(join(folder, '0.bin'), FILE)
  // The rest are holes: what is measured is the server, not the disk.
  writeFileSync(join(folder, '1.bin'), '')
  truncateSync(join(folder, '1.bin'), total - FILE)
  const started = performance.now()
  copyFileSync(join(folder, '0.bin'), join(copies, '0.bin'))
  console.log(`a copy of the first 10 MB\t${(performance.now() - started).toFixed(0)} ms`)
  for (const [name, command] of Object.entries(runtimes)) await measure(name, command)
} finally {
  rmSync(folder, { recursive: true })
  rmSync(copies, { recursive: true })
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
    await (await fetch(`${origin}/0.bin`)).arrayBuffer()
    const before = memoryOf(server.pid!)
    const figures = await ask(`${origin}/?archive=zip`)
    console.log(`${name}\t${figures}\t+${(memoryOf(server.pid!) - before).toFixed(0)} MB`)
  } finally {
    server.kill()
  }
}

async function ask(url: string): Promise<string> {
  const started = performance.now()
  const ms = () => `${(performance.now() - started).toFixed(0)} ms`
  const { body, headers } = await fetch(url)
  const length = headers.get('Content-Length')
  const marks: string[] = []
  let size = 0
  for await (const chunk of body!) {
    if (size === 0) marks.push(`first byte ${ms()}`)
    size += chunk.length
    if (size >= FILE && marks.length === 1) marks.push(`10 MB ${ms()}`)
  }
  return [...marks, `${(size / 1e6).toFixed(0)} MB ${ms()}`, `length ${length}`].join('\t')
}

/** The most that a process had in memory, in MB. */
function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)![1]) / 1000
}
