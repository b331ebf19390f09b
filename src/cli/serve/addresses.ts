import { readFileSync } from 'node:fs'
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os'

/** The addresses of each network interface, by its name. */
export type Interfaces = Readonly<Record<string, readonly Address[] | undefined>>
type Address = Pick<NetworkInterfaceInfo, 'address' | 'family' | 'internal'>

/** 10/8, 172.16/12, 192.168/16, 100.64/10 (RFC 1918, RFC 6598) and fc00::/7 (RFC 4193). */
const PRIVATE =
  /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.|^f[cd]/

/**
 * The addresses under which the network reaches this machine, those of the default route's
 * interface first. Where it has no private one, the others.
 */
export function networkAddresses(
  interfaces: Interfaces = networkInterfaces(),
  defaultInterface: string | null = readDefaultInterface(),
): string[] {
  const byDefault = (name: string) => (name === defaultInterface ? 0 : 1)
  const reachable = Object.keys(interfaces)
    .sort((one, other) => byDefault(one) - byDefault(other))
    .flatMap((name) => [...(interfaces[name] ?? [])].sort(ipv4First))
    // A link-local address needs a zone, and no browser takes a URL with one.
    .filter(({ address, internal }) => !internal && !/^(?:fe80:|169\.254\.)/i.test(address))
    .map(({ address }) => address)
  const within = reachable.filter((address) => PRIVATE.test(address))
  return within.length > 0 ? within : reachable
}

/**
 * The addresses to hand on for a server: where it listens everywhere, one for each network address,
 * and this machine's own last.
 */
export function urlsOf(url: string, host: string, addresses = networkAddresses): string[] {
  if (host !== '::' && host !== '0.0.0.0') return [url]
  const { port } = new URL(url)
  return [...addresses(), 'localhost'].map((name) => {
    return `http://${name.includes(':') ? `[${name}]` : name}:${port}/`
  })
}

/** Linux says which interface the default route takes; elsewhere the system's order is kept. */
function readDefaultInterface(): string | null {
  try {
    return parseDefaultInterface(readFileSync('/proc/net/route', 'latin1'))
  } catch {
    return null // not Linux
  }
}

/** Finds the interface of the default route with the lowest metric in `/proc/net/route`. */
export function parseDefaultInterface(table: string): string | null {
  const routes = table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, destination, , , , , , mask]) => Number(`0x${destination}${mask}`) === 0)
    .sort((one, other) => Number(one[6]) - Number(other[6]))
  return routes[0]?.[0] ?? null
}

function ipv4First(one: Address, other: Address): number {
  return one.family.localeCompare(other.family)
}
