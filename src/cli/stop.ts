import process from 'node:process'
import type { Server } from '../adapters/server.ts'
import type { Terminal } from './terminal.ts'

/** Each signal that ends a server, and its number. */
const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const

/** How long the answers on their way may take, in milliseconds. */
const GRACE = 3000

/** How long stopping may take without a word. */
const SILENT = 100

/**
 * Resolves once a signal came and the server has closed, which takes at most three seconds. A
 * second signal ends the process at once.
 */
export function untilStopped(server: Server, talk: Terminal): Promise<void> {
  return new Promise((resolve, reject) => {
    let isStopping = false
    for (const [name, number] of Object.entries(signals)) {
      process.on(name, () => {
        if (isStopping) process.exit(128 + number)
        isStopping = true
        if (talk.isTty && name === 'SIGINT') talk.write('') // the terminal wrote ^C
        const timer = setTimeout(() => talk.write(renderWaiting(server)), SILENT)
        server
          .close(GRACE)
          .finally(() => clearTimeout(timer))
          .then(resolve, reject)
      })
    }
  })
}

function renderWaiting(server: Server): string {
  const number = server.pending?.() ?? 0
  const what = number === 0 ? 'open connections' : `${number} answer${number === 1 ? '' : 's'}`
  return `waiting up to ${GRACE / 1000} s for ${what}; stop at once: the same again`
}
