import process from 'node:process'
import type { Server } from '../../adapters/server.ts'
import type { Terminal } from '../terminal.ts'

/** Each signal that ends a server, and its number. */
const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const

/** How long the answers on their way may take, in milliseconds. */
const GRACE = 3000

/** How long stopping may take without a word. */
const SILENT = 100

/** How often to look whether the script runner is still there, in milliseconds. */
const LOOK = 500

/**
 * Resolves once a signal came and the server has closed, which takes at most three seconds. A
 * second signal ends the process at once.
 */
export function untilStopped(server: Server, talk: Terminal): Promise<void> {
  return new Promise((resolve, reject) => {
    let isStopping = false
    function stop(): void {
      isStopping = true
      const timer = setTimeout(() => talk.write(renderWaiting(server)), SILENT)
      server
        .close(GRACE)
        .finally(() => clearTimeout(timer))
        .then(resolve, reject)
    }
    for (const [name, number] of Object.entries(signals)) {
      process.on(name, () => {
        if (isStopping) process.exit(128 + number)
        if (talk.isTty && name === 'SIGINT') talk.write('') // the terminal wrote ^C
        stop()
      })
    }
    if (process.env.npm_lifecycle_event !== undefined) {
      whenOrphaned(() => {
        if (!isStopping) stop()
      })
    }
  })
}

/**
 * A script runner that is told to end tells the shell between it and us, which ends and tells
 * nobody: what is left to see is that the parent is another one.
 */
function whenOrphaned(stop: () => void): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    stop()
  }, LOOK)
  timer.unref()
}

function renderWaiting(server: Server): string {
  const number = server.pending?.() ?? 0
  const what = number === 0 ? 'open connections' : `${number} answer${number === 1 ? '' : 's'}`
  return `waiting up to ${GRACE / 1000} s for ${what}; once more stops at once`
}
