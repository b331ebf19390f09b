import { isIP } from 'node:net'
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

/** 127/8, also where IPv6 has it in its last four bytes, and ::1. */
const LOOPBACK = /^(?:(?:::ffff:)?127(?:\.\d+){3}|::ffff:7f[\da-f]{2}:[\da-f]+|::1)$/

/** Whether only this machine reaches a host: `127.0.1.1`, or a name that means nothing else. */
export async function isLoopback(host: string): Promise<boolean> {
  if (LOOPBACK.test(host) || /^(?:.+\.)?localhost\.?$/.test(host)) return true
  if (isIP(host) !== 0) return false
  const { lookup } = await import('node:dns/promises')
  const addresses = await lookup(host, { all: true }).catch(() => []) // listening says so
  return addresses.length > 0 && addresses.every(({ address }) => LOOPBACK.test(address))
}

/** The names that are answered to beside those of this machine: also the one that is listened on. */
export function hostsOf({ allowHost, host = '' }: Pick<Options, 'allowHost' | 'host'>): string[] {
  return host === '' || isIP(host) !== 0 ? allowHost : [...allowHost, host]
}
