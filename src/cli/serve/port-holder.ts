import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'

/** The process that listens on a port. */
export interface Holder {
  readonly pid: number
  /** `null` where only the number is known. */
  readonly name: string | null
}

const run = promisify(execFile)

/** Finds who listens on a TCP port: from /proc, else lsof, else netstat. `null`: nobody can tell. */
export async function portHolder(port: number): Promise<Holder | null> {
  for (const look of [fromProc, fromLsof, fromNetstat]) {
    const holder = await look(port).catch(() => null) // this machine has no such thing
    if (holder !== null) return holder
  }
  return null
}

async function fromProc(port: number): Promise<Holder | null> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'latin1').catch(() => '')),
  )
  const sockets = new Set(
    tables.flatMap((table) => listeningInodes(table, port)).map((inode) => `socket:[${inode}]`),
  )
  if (sockets.size === 0) return null
  for (const pid of await readdir('/proc')) {
    if (/^\d+$/.test(pid) && (await holdsOne(pid, sockets))) {
      const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8')
      return { pid: Number(pid), name: programName(commandLine) }
    }
  }
  return null
}

async function holdsOne(pid: string, sockets: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${pid}/fd`
  const names = await readdir(folder).catch(() => []) // gone, or someone else's
  const targets = await Promise.all(
    names.map((name) => readlink(`${folder}/${name}`).catch(() => '')),
  )
  return targets.some((target) => sockets.has(target))
}

/** The inodes of the sockets that listen on a port, from a table such as `/proc/net/tcp`. */
export function listeningInodes(table: string, port: number): string[] {
  const LISTEN = '0A'
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === LISTEN && local?.endsWith(suffix))
    .flatMap((columns) => columns[9] ?? [])
}

/** The program in a NUL-separated command line; one that renamed itself (`nginx: master`) too. */
export function programName(commandLine: string): string | null {
  const [first = ''] = commandLine.split('\0')
  return basename(/^([^/:\s]+): /.exec(first)?.[1] ?? first) || null
}

async function fromLsof(port: number): Promise<Holder | null> {
  const { stdout } = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'])
  return parseLsof(stdout)
}

/** Reads the field output of lsof: `p4242`, `cpython3`. */
export function parseLsof(output: string): Holder | null {
  const pid = /^p(\d+)$/m.exec(output)?.[1]
  return pid === undefined ? null : { pid: Number(pid), name: /^c(.+)$/m.exec(output)?.[1] ?? null }
}

async function fromNetstat(port: number): Promise<Holder | null> {
  const { stdout } = await run('netstat', process.platform === 'win32' ? ['-ano'] : ['-tlnp'])
  return parseNetstat(stdout, port)
}

/** Reads `netstat -tlnp` (`4242/python3` at the end) and Windows' `netstat -ano` (`4242`). */
export function parseNetstat(output: string, port: number): Holder | null {
  for (const line of output.split('\n')) {
    const columns = line.trim().split(/\s+/)
    if (!/^tcp/i.test(line.trim()) || !/LISTEN/.test(line)) continue
    const local = columns.find((column) => /[:.]\d+$/.test(column))
    const [, pid, name = null] = /^(\d+)(?:\/(.+))?$/.exec(columns.at(-1)!) ?? []
    if (pid !== undefined && local?.endsWith(`:${port}`)) return { pid: Number(pid), name }
  }
  return null
}
