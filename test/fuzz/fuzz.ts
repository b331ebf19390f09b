import { connect } from 'node:net'
import { Random } from './random.ts'
import { type RawRequest, rawRequest } from './requests.ts'

export interface FuzzOptions {
  requests: number
  /** What the requests follow from. */
  seed: number
  /** The largest answer that is right, in bytes: a little more than the largest file. */
  largest: number
  /** Requests under way at once. @default 8 */
  connections?: number
}

/** A request, and what is wrong with its answer. */
export interface Finding {
  /** As it was sent, in latin1. */
  readonly request: string
  readonly problem: string
}

/** How long an answer may take, in milliseconds. */
const PATIENCE = 10_000

/** How long a request is left alone that the server may still wait for the rest of. */
const UNFINISHED = 200

/** How often the server is asked for a file that it has. */
const EVERY = 500

/**
 * Sends mutated requests to a server that shows the conformance fixture, until something is wrong:
 * no answer in time, a status of 500, bytes that are hidden or lie outside, a field that was put
 * in, or more bytes than there are.
 */
export async function fuzz(
  origin: string,
  { requests, seed, largest, connections = 8 }: FuzzOptions,
): Promise<Finding | null> {
  const random = new Random(seed)
  let sent = 0
  let found: Finding | null = null

  async function worker(): Promise<void> {
    while (sent < requests && found === null) {
      sent += 1
      const request = sent % EVERY === 0 ? known : rawRequest(random)
      const problem = await problemOf(origin, request, largest)
      if (problem !== null) found ??= { request: request.bytes, problem }
    }
  }

  await Promise.all(Array.from({ length: connections }, worker))
  return found
}

const known: RawRequest = {
  bytes: 'GET /hello.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  isWhole: true,
}

async function problemOf(
  origin: string,
  request: RawRequest,
  largest: number,
): Promise<string | null> {
  const answer = await exchange(origin, request, largest)
  if (answer === null) return 'no answer in time'
  if (request === known && !answer.startsWith('HTTP/1.1 200 ')) return 'the server is gone'
  // workerd answers CONNECT itself.
  const isOurs = !request.bytes.startsWith('CONNECT')
  if (isOurs && /^HTTP\/1\.[01] 500/.test(answer)) return 'status 500'
  const [, head = '', content = ''] = /^([\s\S]*?)\r\n\r\n([\s\S]*)$/.exec(answer) ?? []
  if (/^X-Injected:/im.test(head)) return 'a field was put in'
  if (/OUTSIDE|SECRET/.test(content)) return 'bytes that are hidden, or from outside'
  return content.length > largest ? `an answer of ${content.length} bytes` : null
}

/** All that comes back, in latin1; `null`: an answer was due, and there is none. */
function exchange(
  origin: string,
  { bytes, isWhole }: RawRequest,
  largest: number,
): Promise<string | null> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    const received = () => Buffer.concat(chunks).toString('latin1')
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'))
    socket.setTimeout(isWhole ? PATIENCE : UNFINISHED, () => {
      socket.destroy()
      if (isWhole && size === 0) resolve(null)
    })
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      size += chunk.length
      if (size > largest + 65_536) socket.destroy()
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(received()))
  })
}
