import type { Platform } from '../core/exchange.ts'

/** The one shape of a server's core, as WHATWG has it, and what the runtime knows beside it. */
export type Fetch = (request: Request, platform?: Platform) => Response | Promise<Response>

export interface ServeOptions {
  /** 0 picks a free one. @default 8000 */
  port?: number
  /** An address or a name; `localhost` is 127.0.0.1 and, where the machine has it, ::1. @default 'localhost' */
  host?: string
}

/** A server that listens. */
export interface Server {
  /** Such as `http://localhost:8000/`. */
  readonly url: string
  /** How many answers are still on their way. */
  pending?(): number
  /** Stops listening and waits for what is in flight, at most `graceMs` milliseconds. @default 3000 */
  close(graceMs?: number): Promise<void>
}
