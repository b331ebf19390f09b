// A folder of 100 000 files, asked once each way, by a server of its own: `node bench/large-folder.ts
// [COUNT]`. Prints when the first and the last byte came, and how much the server's memory grew.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

const COUNT = Number(process.argv[2] ?? 100_000)
const root = join(import.meta.dirname, '..')
const runtimes: Readonly<Record<string, readonly string[]>> = {
  bun: ['bun'],
  node: ['node'],
  deno: ['deno', 'run', '-A'],
}
const targets = ['/', '/?page=50', '/?sort=size', '/?format=text', '/?format=json', '/?q=99']

const folder = mkdtempSync(join(tmpdir(), 'webstand-large-'))
try {
  for (let index = 0; index < COUNT; index++) writeFileSync(join(folder, `file-${index}.txt`), '')
  for (const [name, command] of Object.entries(runtimes)) {
    for (const target of targets) await measure(name, command, target)
  }
} finally {
  rmSync(folder, { recursive: true })
}

async function measure(
  name: string,
  [runtime, ...options]: readonly string[],
  target: string,
): Promise<void> {
  const program = join(root, 'node_modules/.bin', runtime!)
  const main = join(root, 'src/cli/main.ts')
  const server = spawn(program, [...options, main, folder, '0', '--mocks', 'never'])
  try {
    const origin = await new Promise<string>((resolve) => {
      server.stdout.on('data', (text) => {
        const found = /http:\/\/localhost:\d+/.exec(String(text))
        if (found) resolve(found[0])
      })
    })
    await (await fetch(`${origin}/?page=0&format=nothing`, { method: 'HEAD' })).body?.cancel()
    const before = memoryOf(server.pid!)
    const figures = await ask(origin + target)
    const grown = memoryOf(server.pid!) - before
    console.log(`${name}\t${target}\t${figures}\t+${grown.toFixed(0)} MB at most`)
  } finally {
    server.kill()
  }
}

async function ask(url: string): Promise<string> {
  const started = performance.now()
  const response = await fetch(url, { headers: { Accept: 'text/html' } })
  const reader = response.body!.getReader()
  let size = (await reader.read()).value?.length ?? 0
  const first = performance.now() - started
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
  }
  const last = performance.now() - started
  return `first ${first.toFixed(0)} ms\tlast ${last.toFixed(0)} ms\t${size} bytes`
}

/** The most that a process had in memory, in MB. */
function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)![1]) / 1000
}
