import type { Step } from '../exchange.ts'
import { errorResponse } from '../page/error.ts'

const LOOPBACK = /^(?:[^.]+\.)*localhost\.?$/i
const IP_V4 = /^\d{1,3}(?:\.\d{1,3}){3}$/

/**
 * Answers 421 to a request for a name that is not this server's, so that no page elsewhere can
 * reach it under a name of its own (DNS rebinding). `localhost`, names below it and addresses pass.
 */
export function hostStep(hosts: readonly string[]): Step {
  const allowed = new Set(hosts.map((host) => host.toLowerCase()))
  return (exchange) => {
    const name = hostname(exchange.request.url)
    if (IP_V4.test(name) || name.startsWith('[') || LOOPBACK.test(name) || allowed.has(name)) {
      return null
    }
    const flag = `--allow-host ${name}`
    exchange.note('host', `not a name of this server (${flag})`)
    const detail = `This server does not answer to "${name}". If that name is yours: ${flag}`
    return errorResponse(exchange, { status: 421, detail })
  }
}

/** `http://a.example:80/b` => `a.example` */
function hostname(url: string): string {
  const start = url.indexOf('://') + 3
  const authority = url.slice(start, url.indexOf('/', start))
  return authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/:\d*$/, '')
    .toLowerCase()
}
