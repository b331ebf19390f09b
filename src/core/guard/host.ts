import type { Step } from '../exchange.ts'
import { errorResponse } from '../page/error.ts'

const LOOPBACK = /^(?:[^.]+\.)*localhost$/
const IP_V4 = /^\d{1,3}(?:\.\d{1,3}){3}$/

/** A name that can be pasted into a shell as it is: a client chose it. */
const PLAIN_NAME = /^[a-z\d_][a-z\d._-]{0,252}$/

/** How many names are remembered, so that each is told of once. */
const MAX_TOLD = 1000

/**
 * Answers 421 to a request for a name that is not this server's, so that no page elsewhere can
 * reach it under a name of its own (DNS rebinding). `localhost`, names below it and addresses pass.
 *
 * The owner is told in full once per name.
 */
export function hostStep(hosts: readonly string[]): Step {
  const allowed = new Set(hosts.map((host) => hostname(`http://${host}/`)))
  const told = new Set<string>()

  function isFirst(name: string): boolean {
    if (told.has(name) || told.size >= MAX_TOLD) return false
    told.add(name)
    return true
  }

  return (exchange) => {
    const name = hostname(exchange.request.url)
    if (IP_V4.test(name) || name.startsWith('[') || LOOPBACK.test(name) || allowed.has(name)) {
      return null
    }
    const detail = refusalOf(name)
    const hint = PLAIN_NAME.test(name) ? ` (--allow-host ${name})` : ''
    exchange.note('host', isFirst(name) ? detail : `not a name of this server${hint}`)
    return errorResponse(exchange, { status: 421, detail })
  }
}

function refusalOf(name: string): string {
  if (!PLAIN_NAME.test(name)) return 'This server does not answer to that name.'
  return `This server does not answer to "${name}". If that name is yours: --allow-host ${name}`
}

/** `http://a.example.:80/b` => `a.example`, also where no path follows, as Deno passes it on. */
function hostname(url: string): string {
  const start = url.indexOf('://') + 3
  const end = url.indexOf('/', start)
  const authority = url.slice(start, end === -1 ? url.length : end)
  return authority
    .replace(/[?#].*$/, '')
    .replace(/^.*@/, '')
    .replace(/:\d*$/, '')
    .replace(/\.$/, '')
    .toLowerCase()
}
