import type { Exchange } from '../exchange.ts'

const LOOPBACK_PEER = /^(?:::ffff:)?127(?:\.\d{1,3}){3}$|^::1$/
const LOOPBACK_HOST =
  /^https?:\/\/(?:(?:[^./?#@]+\.)*localhost\.?|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?\//i

/** Fields that only something between the client and this server writes. */
const PASSED_ON = new Set('forwarded via cdn-loop true-client-ip x-real-ip x-client-ip'.split(' '))
const PASSED_ON_PREFIX = /^(?:x-forwarded|x-original|cf|tailscale)-/

/**
 * Whether a request comes from the owner: from this machine, to a name of this machine, through
 * nothing (behind a tunnel every visitor's peer is 127.0.0.1), and from no other site's page.
 */
export function isLocal({ platform, request }: Exchange): boolean {
  if (platform.ip === undefined || !LOOPBACK_PEER.test(platform.ip)) return false
  if (!LOOPBACK_HOST.test(request.url)) return false
  const { headers } = request
  const site = headers.get('Sec-Fetch-Site')
  if (site !== null && site !== 'none' && site !== 'same-origin') return false
  // Older browsers say no more than this of a page elsewhere.
  const origin = headers.get('Origin')
  if (origin !== null && origin !== request.url.slice(0, request.url.indexOf('/', 8))) return false
  return ![...headers.keys()].some((name) => PASSED_ON.has(name) || PASSED_ON_PREFIX.test(name))
}
