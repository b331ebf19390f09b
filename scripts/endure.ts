// What a server holds on to after clients that leave, dawdle, say nothing or drip: a bounded run.
//   npm run endure            (on Linux: it reads /proc)
// A load is over when as many descriptors are open as before it; each has ten seconds for that.
import { execFileSync } from 'node:child_process'
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Runtime, startServer } from '../test/conformance/servers.ts'

const MIB = 2 ** 20
const folder = mkdtempSync(join(tmpdir(), 'webstand-endure-'))
writeFileSync(join(folder, 'hello.txt'), 'hello')
writeFileSync(join(folder, 'huge.bin'), '')
truncateSync(join(folder, 'huge.bin'), 1024 * MIB)
execFileSync('dd', [
  'if=/dev/urandom',
  `of=${join(folder, 'noise.txt')}`,
  'bs=1M',
  'count=64',
  'status=none',
])
execFileSync('mkfifo', [join(folder, 'fifo')])
for (const name of ['hello.txt', 'huge.bin', 'noise.txt'])
  utimesSync(join(folder, name), 1.7e9, 1.7e9)

/** The process that serves: what is started may be a launcher. */
function servingPid(pid: number): number {
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  return child ? servingPid(Number(child)) : pid
}

const descriptors = (pid: number) => readdirSync(`/proc/${pid}/fd`).length
const resident = (pid: number) =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024)

/** Sends a request, and gives the connection when the first bytes of the answer are here. */
function ask(port: number, target: string, fields = ''): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\n${fields}\r\n`),
    )
    socket.on('error', () => {})
    socket.once('data', () => {
      socket.pause()
      resolve(socket)
    })
    socket.once('close', () => resolve(socket))
  })
}

const open = (port: number) =>
  new Promise<Socket>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket))
    socket.on('error', () => resolve(socket))
    socket.resume()
  })

const times = <T>(count: number, make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)))

const codings = ['gzip', 'br', 'zstd']
const coded = (index: number) => `Accept-Encoding: ${codings[index % 3]}\r\n`

interface Load {
  readonly name: string
  /** Puts the load on, and gives what takes it off. */
  begin(port: number): Promise<() => void>
}

const destroyed = (sockets: Socket[]) => () => {
  for (const socket of sockets) socket.destroy()
}

const loads: Load[] = [
  {
    name: '200 aborted downloads',
    async begin(port) {
      for (let round = 0; round < 10; round++) {
        destroyed(await times(20, () => ask(port, '/huge.bin')))()
      }
      return () => {}
    },
  },
  {
    name: '100 aborted archives',
    async begin(port) {
      for (let round = 0; round < 10; round++) {
        destroyed(await times(10, () => ask(port, '/?archive=zip')))()
      }
      return () => {}
    },
  },
  {
    name: '20 slow readers of archives',
    begin: async (port) => destroyed(await times(20, () => ask(port, '/?archive=zip'))),
  },
  {
    name: '60 aborted, coded on the way',
    async begin(port) {
      for (let round = 0; round < 4; round++) {
        destroyed(await times(15, (index) => ask(port, '/noise.txt', coded(index))))()
      }
      return () => {}
    },
  },
  {
    name: '100 slow readers of 1 GiB',
    begin: async (port) => destroyed(await times(100, () => ask(port, '/huge.bin'))),
  },
  {
    name: '30 slow readers, coded',
    begin: async (port) =>
      destroyed(await times(30, (index) => ask(port, '/noise.txt', coded(index)))),
  },
  {
    name: '1 000 idle connections',
    begin: async (port) => destroyed(await times(1000, () => open(port))),
  },
  {
    name: '5 requests for a FIFO',
    async begin(port) {
      destroyed(await times(5, () => ask(port, '/fifo')))()
      return () => {}
    },
  },
  {
    name: '20 that drip their fields',
    async begin(port) {
      const sockets = await times(20, () => open(port))
      for (const socket of sockets) socket.write('GET /hello.txt HTTP/1.1\r\nHost: localhost\r\n')
      const drip = setInterval(() => {
        for (const socket of sockets) if (!socket.destroyed) socket.write('X-A: b\r\n')
      }, 500)
      return () => {
        clearInterval(drip)
        destroyed(sockets)()
      }
    },
  },
]

/** Milliseconds that an ordinary request takes. */
async function service(origin: string): Promise<number> {
  const started = performance.now()
  const response = await fetch(`${origin}/hello.txt`, { signal: AbortSignal.timeout(10_000) })
  if ((await response.text()) !== 'hello') throw new Error('Cannot go on: another answer')
  return Math.round(performance.now() - started)
}

/** Seconds until a connection is closed that drips its fields; `null`: not within half a minute. */
function dripTime(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const started = performance.now()
    const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\n'))
    const drip = setInterval(() => socket.write('X-A: b\r\n'), 1000)
    const end = (seconds: number | null) => {
      clearInterval(drip)
      clearTimeout(limit)
      socket.destroy()
      resolve(seconds)
    }
    const limit = setTimeout(() => end(null), 30_000)
    socket.on('error', () => {})
    socket.on('close', () => end(Math.round((performance.now() - started) / 1000)))
    socket.resume()
  })
}

async function endure(runtime: Runtime): Promise<boolean> {
  const server = await startServer(runtime, folder)
  const port = Number(new URL(server.origin).port)
  const pid = servingPid(server.child.pid!)
  let isWell = true
  await service(server.origin)
  destroyed(await times(5, () => ask(port, '/huge.bin')))() // what a runtime opens once, for its first stream
  await sleep(1000)
  console.log(`\n${runtime.padEnd(30)}  descriptors            MiB               ms`)
  const dripped = dripTime(port)
  try {
    for (const { name, begin } of loads) {
      // Connections that fetch keeps open are not the load's.
      const before = { fds: descriptors(pid), mib: resident(pid) }
      const end = await begin(port)
      const ms = await service(server.origin)
      const during = { fds: descriptors(pid), mib: resident(pid) }
      end()
      // Bun by itself leaves a few that never asked for anything to its sweep, every 12 s.
      for (let tries = 0; tries < 200 && descriptors(pid) > before.fds + 2; tries++)
        await sleep(100)
      const after = { fds: descriptors(pid), mib: resident(pid) }
      const isBack = after.fds <= before.fds + 2 && after.mib < before.mib + 300 && ms < 2000
      isWell &&= isBack
      const figures = (of: 'fds' | 'mib') =>
        [before, during, after].map((at) => String(at[of]).padStart(5)).join(' ')
      console.log(
        `  ${name.padEnd(28)} ${figures('fds')}  ${figures('mib')}  ${String(ms).padStart(5)}  ${isBack ? '' : 'NOT AS BEFORE'}`,
      )
    }
    const seconds = await dripped
    console.log(`  a slow drip of fields is closed after ${seconds ?? 'more than 30'} s`)
    const started = performance.now()
    await server.stop()
    console.log(`  it stops in ${Math.round(performance.now() - started)} ms`)
  } finally {
    server.child.kill('SIGKILL')
  }
  return isWell
}

const asked = process.argv.slice(2) as Runtime[]
for (const runtime of asked.length > 0 ? asked : (['node', 'bun', 'deno'] as const)) {
  if (!(await endure(runtime))) process.exitCode = 1
}
rmSync(folder, { recursive: true })
