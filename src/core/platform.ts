import type { Repeat } from './repeat.ts'
import type { WriteBody } from './sink.ts'
import type { Theme } from './theme.ts'

/** Codes a stream while it is sent; `size` is that of the stream in bytes, `null` where it is unknown. */
export type Coder = (
  body: ReadableStream<Uint8Array>,
  size: number | null,
) => ReadableStream<Uint8Array>

/** The content codings that can be made while sending, by name; the first of equals is taken. */
export type Codings = Readonly<Record<string, Coder>>

/** What the runtime gives for one request; absent where it cannot be had. */
export interface Platform {
  /** The address of the peer, without a port. */
  readonly ip?: string
  /** The `Accept-Encoding` of the client, where something on the way has put its own there. */
  readonly acceptEncoding?: string
  /** What pages of webstand's own look like, where that is no module. */
  theme?(): Theme | Promise<Theme>
  /** Keeps the runtime alive until the promise settles. */
  waitUntil?(promise: Promise<unknown>): void
  /** Ends the connection without another byte. */
  abort?(): void
  /** Takes the answer to this request, to give it to others like it. */
  keep?(repeat: Repeat): void
  /** A body that is written while it is sent, of so many bytes; `null`: nobody knows. */
  written?(write: WriteBody, size: number | null): ReadableStream<Uint8Array<ArrayBuffer>>
  /** The bindings of a Worker, by name. */
  readonly bindings?: Readonly<Record<string, unknown>>
}
