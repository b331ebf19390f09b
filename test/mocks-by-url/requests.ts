import type { WireRequest } from '../conformance/client.ts'

/** `/path`, or `METHOD /path`. */
export function requestOf(row: string | WireRequest): WireRequest {
  if (typeof row !== 'string') return row
  const [method, target] = row.includes(' ') ? row.split(' ') : ['GET', row]
  return { method: method!, target: target! }
}

export const json = { 'Content-Type': 'application/json' }
export const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
export const text = { 'Content-Type': 'text/plain' }

export function send(
  method: string,
  target: string,
  body: string,
  fields: WireRequest['fields'] = json,
): WireRequest {
  const length = String(Buffer.byteLength(body))
  return { method, target, body, fields: { ...fields, 'Content-Length': length } }
}

export function read(target: string, fields: WireRequest['fields']): WireRequest {
  return { target, fields }
}
