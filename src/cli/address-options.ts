import process from 'node:process'
import { parsePort } from './flag-values.ts'
import type { Options } from './flags.ts'
import { UsageError } from './usage-error.ts'

/**
 * The port that was asked for: by flag, as a bare number, or by `PORT`. `undefined`: by nobody.
 *
 * @throws {UsageError} when the port is given twice, or `PORT` is none
 */
export function portOf(option: number | undefined, bare: number | undefined): number | undefined {
  if (option !== undefined && bare !== undefined) {
    throw new UsageError(`two ports, "${bare}" and "--port ${option}": expected one`)
  }
  const { PORT } = process.env
  return option ?? bare ?? (PORT ? parsePort(PORT, 'PORT') : undefined)
}

/**
 * The host to listen on; `::` is every address.
 *
 * @throws {UsageError} when it is given twice
 */
export function hostOf({ lan, host }: Pick<Options, 'lan' | 'host'>): string {
  if (lan && host !== undefined) {
    throw new UsageError(`"--lan" listens everywhere, "--host ${host}" does not: expected one`)
  }
  return lan ? '::' : (host ?? 'localhost')
}

/** Whether only this machine reaches a host. */
export function isLoopback(host: string): boolean {
  return /^(?:127\.[\d.]+|::1|\[::1\]|(?:.*\.)?localhost)$/i.test(host)
}
