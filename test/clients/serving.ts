import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import type { RunningServer } from '../conformance/servers.ts'

/** Whether the system tells of its processes. */
export const tellsOfProcesses = process.platform === 'linux'

/** The process that serves, which is workerd or the last child: what was started may be a launcher. */
export function servingPid({ child }: RunningServer): number {
  const family = [child.pid!]
  for (const pid of family) {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
    if (children !== '') family.push(...children.split(' ').map(Number))
  }
  const isWorkerd = (pid: number) => readFileSync(`/proc/${pid}/comm`, 'utf8') === 'workerd\n'
  return family.find(isWorkerd) ?? family.at(-1)!
}

/** The memory that a process holds, in MiB. */
export function resident(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}

/** What a process has open of a folder, or of the assets that were built of one. */
export function openOf(pid: number, folder: string): string[] {
  const targets = readdirSync(`/proc/${pid}/fd`).map((descriptor) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${descriptor}`)
    } catch {
      return '' // it was closed meanwhile
    }
  })
  return targets.filter((target) => target.startsWith(folder) || /\/out\/assets\/./.test(target))
}
