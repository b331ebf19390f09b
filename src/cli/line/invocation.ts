import type { WriteSome } from '../../adapters/output.ts'
import type { WatchFolders } from '../../adapters/watch.ts'
import type { Serve } from '../serve/listen.ts'
import type { Options } from './flags.ts'
import type { DiskFiles, DiskModules } from './what.ts'

/** Where this process runs. Only `main.ts` finds out. */
export interface Runtime {
  readonly name: 'node' | 'bun' | 'deno'
  readonly version: string
  /** Whether it can end a connection before the head of an answer. */
  readonly canDrop: boolean
  /** Loads what is this runtime's own. */
  adapter(): Promise<{
    serve: Serve
    diskFiles: DiskFiles
    diskModules: DiskModules
    watchFolders: WatchFolders
    writeSome: WriteSome
  }>
}

/** What a command is called with. */
export interface Invocation {
  /** What the command line holds beside the command and its flags. */
  readonly words: string[]
  readonly options: Options
  /** What is shown when the words name nothing. */
  readonly defaults: string[]
  readonly runtime: Runtime
}

/** Does what was asked and resolves to the exit code. */
export type Run = (invocation: Invocation) => Promise<number>
