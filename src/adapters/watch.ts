import { type FSWatcher, watch } from 'node:fs'
import { join } from 'node:path'

/** Watches folders, and not what is below them. */
export interface FolderWatch {
  /** Replaces the folders; what is not there is left out. Returns those that are watched only now. */
  set(folders: readonly string[]): string[]
  close(): void
}

/** Begins with no folder; `onEvent` is told the path of whatever was made, changed or removed. */
export type WatchFolders = (onEvent: (path: string) => void) => FolderWatch

/** Folders that are watched, at most: a system has a limit for all programs of a user. */
export const MAX_WATCHED = 2048

/** Watches by node:fs, on Node and Bun. */
export const watchFolders: WatchFolders = (onEvent) => {
  const watchers = new Map<string, FSWatcher>()

  function end(folder: string): void {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }

  function begin(folder: string): boolean {
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        onEvent(name === null ? folder : join(folder, name))
      })
      watcher.on('error', () => end(folder))
      watchers.set(folder, watcher)
      return true
    } catch {
      return false // it is gone, or the system watches no more: a request looks by itself
    }
  }

  return {
    set(folders) {
      const wanted = new Set(folders.slice(0, MAX_WATCHED))
      for (const folder of [...watchers.keys()]) if (!wanted.has(folder)) end(folder)
      return [...wanted].filter((folder) => !watchers.has(folder) && begin(folder))
    },
    close() {
      for (const folder of [...watchers.keys()]) end(folder)
    },
  }
}
