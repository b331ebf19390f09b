// The content of a request: RFC 9110 §6.4.

/** Bytes of a request's content that are read, at most. */
export const MAX_CONTENT = 1_048_576

/** What is read of a request: a `Request`, or as much of one. */
export interface ContentRequest {
  readonly headers: { get(name: string): string | null }
  readonly body: ReadableStream<Uint8Array> | null
}

/**
 * Reads the content of a request into memory, where it has at most `limit` bytes.
 *
 * `null`: there is more, which calls for a 413 (§15.5.14). No content is no bytes.
 */
export async function readContent(
  { headers, body }: ContentRequest,
  limit: number = MAX_CONTENT,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (body === null) return new Uint8Array(0)
  if (Number(headers.get('Content-Length')) > limit) return null
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return joined(chunks)
    size += value.byteLength
    if (size > limit) {
      await reader.cancel()
      return null
    }
    chunks.push(value)
  }
}

/** The bytes of all chunks, one behind the other. */
export function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((size, { byteLength }) => size + byteLength, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}
