import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** A program of the machine that asks webstand for something. */
export interface Program {
  readonly isHere: boolean
  /** Empty, or what a test says that is skipped for it. */
  readonly skipped: string
  /** Runs it to its end, in half a minute at most, and gives what it printed. */
  run(...args: string[]): Promise<string>
}

/**
 * @param name as it is called in a shell
 * @param version how it is asked for its version
 */
export async function program(name: string, version = '--version'): Promise<Program> {
  const isHere = await execute(name, [version]).then(
    () => true,
    () => false, // not found
  )
  return {
    isHere,
    skipped: isHere ? '' : ` (skipped: no ${name} on this machine)`,
    async run(...args) {
      const { stdout } = await execute(name, args, { timeout: 30_000, env })
      return stdout
    },
  }
}

/** Nothing of who runs the tests changes what a program does. */
const env = {
  ...process.env,
  HOME: '/nonexistent',
  LC_ALL: 'C.UTF-8',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  no_proxy: '*',
}
