import { spawn } from 'node:child_process'
import process from 'node:process'

/** How each platform opens an address. */
const openers: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', '""'],
}

/** Opens an address in a browser. `tell` hears of it when that fails. */
export function openBrowser(url: string, tell: (line: string) => void): void {
  const [command = 'xdg-open', ...args] = openers[process.platform] ?? []
  const failed = () => tell(`cannot open a browser with ${command}: open ${url} yourself`)
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true })
  child.on('error', failed)
  child.on('exit', (code) => {
    if (code !== 0) failed()
  })
  child.unref()
}
