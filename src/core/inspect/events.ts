import type { Exchange } from '../exchange.ts'

/** Calls the listener at every change of what is shown, until the returned function is called. */
export type Changes = (listener: () => void) => () => void

/** Milliseconds between two signs of life, shorter than what any proxy waits. */
const HEARTBEAT = 15_000

/** Milliseconds between two looks at a value that tells of no change by itself. */
const LOOK = 1000

const encoder = new TextEncoder()

/** Streams of events that stay open until the client or the server ends them. */
export interface Events {
  /** Answers with a stream that has one event for each change. */
  respond(exchange: Exchange): Response
  /** Ends every stream. */
  close(): void
}

export function createEvents(changes: Changes): Events {
  const open = new Set<() => void>()

  function stream(): ReadableStream<Uint8Array> {
    let end = () => {}
    return new ReadableStream({
      start(controller) {
        const send = (text: string) => controller.enqueue(encoder.encode(text))
        const stopListening = changes(() => send('data: changed\n\n'))
        const beating = setInterval(() => send(':\n\n'), HEARTBEAT)
        const close = () => {
          end()
          controller.close()
        }
        end = () => {
          stopListening()
          clearInterval(beating)
          open.delete(close)
        }
        open.add(close)
        send('retry: 1000\n\n')
      },
      cancel: () => end(),
    })
  }

  return {
    respond(exchange) {
      exchange.note('control', 'events')
      return exchange.respond(200, exchange.method === 'HEAD' ? null : stream(), {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
      })
    },
    close() {
      for (const close of [...open]) close()
    },
  }
}

/** The changes of a value that somebody replaces: it is looked at while anybody listens. */
export function changesOf(read: () => unknown): Changes {
  return (listener) => {
    let before: unknown
    let isFirst = true
    async function look(): Promise<void> {
      const now = await read()
      if (!isFirst && now !== before) listener()
      before = now
      isFirst = false
    }
    const fail = () => {} // the next look may succeed
    look().catch(fail)
    const timer = setInterval(() => look().catch(fail), LOOK)
    return () => clearInterval(timer)
  }
}
