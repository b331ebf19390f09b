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
  /** Reads what webstand's own pages look like. @default the module of the package */
  theme?(): Theme | Promise<Theme>
  /** Keeps the runtime alive until the promise settles. */
  waitUntil?(promise: Promise<unknown>): void
  /** Ends the connection without another byte. */
  abort?(): void
  /** Keeps the answer to this request, to repeat it: decisions/018. */
  keep?(repeat: Repeat): void
  /** Makes a body that is written while it is sent; `size` in bytes, `null` where it is unknown. */
  written?(write: WriteBody, size: number | null): ReadableStream<Uint8Array<ArrayBuffer>>
  /** The bindings of a Worker, by name. */
  readonly bindings?: Readonly<Record<string, unknown>>
}
