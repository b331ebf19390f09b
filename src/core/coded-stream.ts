import { working } from './coding.ts'
import type { Exchange } from './exchange.ts'
import type { ResponseBody } from './http/body.ts'

/** Codes a body in a coding of the exchange. Nothing begins before the first byte is asked for. */
export function codedBody(
  exchange: Exchange,
  coding: string,
  body: ResponseBody,
  size: number | null,
): ResponseBody {
  const coder = exchange.codings[coding]
  if (coder === undefined) throw new Error(`Cannot code in "${coding}": it is not there`)
  const plain = new Response(body).body
  return plain === null ? body : counted(plain, () => coder(plain, size))
}

/** A coded stream, which is one of those at once from its first read until it ends. */
function counted(
  plain: ReadableStream<Uint8Array>,
  code: () => ReadableStream<Uint8Array>,
): ReadableStream<Uint8Array> {
  let reader: ReadableStreamDefaultReader<Uint8Array> | null = null
  function begin() {
    working.bodies++
    return code().getReader()
  }
  function end() {
    if (reader !== null) working.bodies--
    reader = null
  }
  return new ReadableStream(
    {
      async pull(controller) {
        reader ??= begin()
        try {
          const { done, value } = await reader.read()
          if (!done) return controller.enqueue(value)
          end()
          controller.close()
        } catch (error) {
          end()
          throw error
        }
      },
      cancel(reason) {
        const cancelled = (reader ?? plain).cancel(reason)
        end()
        return cancelled
      },
    },
    { highWaterMark: 0 },
  )
}
