// As little as a server can do: 10 MB from memory, on the runtime that runs it.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import process from 'node:process'

interface Web {
  serve(options: object, fetch?: () => Response): { port?: number; addr?: { port: number } }
}
declare const Bun: Web
declare const Deno: Web

const bytes = new Uint8Array(10_000_000)
const fetch = () => new Response(bytes)
const hostname = '127.0.0.1'

function listen(): Promise<number | undefined> | number | undefined {
  if (process.versions.bun) return Bun.serve({ hostname, port: 0, fetch }).port
  if (process.versions.deno)
    return Deno.serve({ hostname, port: 0, onListen() {} }, fetch).addr?.port
  const server = createServer((_, outgoing) => outgoing.end(bytes))
  return new Promise((resolve) =>
    server.listen(0, hostname, () => resolve((server.address() as AddressInfo).port)),
  )
}

console.log(`http://localhost:${await listen()}`)
