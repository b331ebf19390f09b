import type { WireAnswer } from '../conformance/client.ts'

/** Fields that belong to the connection or to the moment; a tag differs between disk and manifest. */
const ofTheMoment = new Set([
  'date',
  'server',
  'connection',
  'keep-alive',
  'etag',
  'last-modified',
  'transfer-encoding',
])

/** What all runtimes have to send alike. */
export function comparable({ status, fields, body }: WireAnswer) {
  // Deno leaves the length of a 205 out.
  const isCompared = (name: string) =>
    !ofTheMoment.has(name) && !(status === 205 && name === 'content-length')
  const entries = Object.entries(fields).filter(([name]) => isCompared(name))
  return { status, fields: Object.fromEntries(entries.sort()), body: body.toString('latin1') }
}
