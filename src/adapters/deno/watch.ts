import { existsSync } from 'node:fs'
import { MAX_WATCHED, type WatchFolders } from '../watch.ts'

interface DenoWatcher extends AsyncIterable<{ paths: string[] }> {
  close(): void
}

/** What this uses of Deno. */
declare const Deno: {
  watchFs(paths: string[], options: { recursive: boolean }): DenoWatcher
}

/** Watches on Deno, where each watcher is a thread and an instance of what the system has few of. */
export const watchFolders: WatchFolders = (onEvent) => {
  let watcher: DenoWatcher | null = null
  let watched = new Set<string>()

  function end(): void {
    watcher?.close()
    watcher = null
  }

  function begin(folders: string[]): boolean {
    try {
      watcher = Deno.watchFs(folders, { recursive: false })
      listen(watcher).catch(() => {}) // the system ended it: a request looks by itself
      return true
    } catch {
      return false // one is gone since, or the system watches no more
    }
  }

  async function listen(events: DenoWatcher): Promise<void> {
    for await (const { paths } of events) for (const path of paths) onEvent(path)
  }

  return {
    set(folders) {
      const wanted = folders.slice(0, MAX_WATCHED).filter((folder) => existsSync(folder))
      const added = wanted.filter((folder) => !watched.has(folder))
      if (added.length === 0 && wanted.length === watched.size) return []
      end()
      const isWatched = wanted.length > 0 && begin(wanted)
      watched = new Set(isWatched ? wanted : [])
      return isWatched ? wanted : []
    },
    close: end,
  }
}
