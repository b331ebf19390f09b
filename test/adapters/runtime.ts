import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import type { ServeOptions } from '../../src/adapters/server.ts'
import { type RuntimeName, runtimes } from '../runtimes.ts'

const script = join(import.meta.dirname, 'child.ts')

/** How a child serves: files in few words, or with the whole core. */
export interface ChildOptions extends ServeOptions {
  root?: string
  /** @default false */
  isApp?: boolean
}

/** What a child tells, one thing a line. */
interface Told {
  url?: string
  code?: string
  message?: string
  pending?: number
  closed?: number
}

/** A server in a process of its own, on one of the runtimes. */
export class Child {
  readonly process: ChildProcess
  readonly #lines: AsyncIterator<string>
  readonly #reader: Interface
  errors = ''

  constructor(runtime: RuntimeName, options: ChildOptions) {
    const [program, ...args] = runtimes[runtime]
    this.process = spawn(program, [...args, script, JSON.stringify(options)], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    })
    this.#reader = createInterface(this.process.stdout!)
    this.#lines = this.#reader[Symbol.asyncIterator]()
    this.process.stderr!.setEncoding('utf8').on('data', (chunk) => (this.errors += chunk))
  }

  async told(): Promise<Told> {
    const { value, done } = await this.#lines.next()
    if (done) throw new Error(`Expected another line: ${this.errors}`)
    return JSON.parse(value)
  }

  close(graceMs: number): Promise<Told> {
    this.process.stdin!.write(`${graceMs}\n`)
    return this.told()
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      this.process.kill('SIGKILL')
      await once(this.process, 'exit')
    }
    this.#reader.close()
  }
}

/** A child that listens, and its port. */
export async function start(
  runtime: RuntimeName,
  options: ChildOptions = { port: 0 },
): Promise<{ child: Child; port: number; origin: string }> {
  const child = new Child(runtime, options)
  const { url, code, message } = await child.told()
  if (url === undefined) throw new Error(`Cannot start ${runtime}: ${code} ${message}`)
  const port = Number(new URL(url).port)
  return { child, port, origin: `http://127.0.0.1:${port}` }
}

/** A connection that writes what it is told, and keeps what it reads. */
export class Wire {
  readonly socket: Socket
  text = ''
  isOpen = false
  isClosed = false
  #changed = Promise.withResolvers<void>()

  constructor(port: number, host = '127.0.0.1') {
    this.socket = connect(port, host)
    const change = () => {
      this.#changed.resolve()
      this.#changed = Promise.withResolvers()
    }
    this.socket.on('error', () => {}) // a reset is a close
    this.socket.on('connect', () => {
      this.isOpen = true
      change()
    })
    this.socket.setEncoding('latin1').on('data', (chunk) => {
      this.text += chunk
      change()
    })
    this.socket.on('close', () => {
      this.isClosed = true
      change()
    })
  }

  /** Resolves to whether somebody listens. */
  async opened(): Promise<boolean> {
    while (!this.isOpen && !this.isClosed) await this.#changed.promise
    return this.isOpen
  }

  send(request: string): this {
    this.socket.write(request, 'latin1')
    return this
  }

  /** Resolves when it has read enough, or was closed. */
  async until(isEnough: (text: string) => boolean): Promise<string> {
    while (!isEnough(this.text) && !this.isClosed) await this.#changed.promise
    return this.text
  }

  /** Resolves when the other side has closed it. */
  closed(): Promise<string> {
    return this.until(() => false)
  }

  destroy(): void {
    this.socket.destroy()
  }
}

export function get(path: string, fields = ''): string {
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${fields}\r\n`
}
