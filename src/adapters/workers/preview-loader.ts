import type { Worker } from '../workers.ts'
import type { PassedOn } from './preview-target.ts'
import type { FolderBinding } from './preview-worker.ts'

/** What this adapter uses of a binding that makes Workers. */
interface LoaderBinding {
  get(name: string, read: () => LoadedWorker & { env: object }): { getEntrypoint(): LoadedEntry }
}

interface LoadedEntry {
  fetch(request: Request | string, init?: { cf: PassedOn }): Promise<Response>
}

/** A Worker as text: all but the module `routes.js`, which is read from the folder `BUILD`. */
export interface LoadedWorker {
  readonly compatibilityDate: string
  readonly compatibilityFlags: readonly string[]
  readonly mainModule: string
  readonly modules: Readonly<Record<string, string>>
}

/** A state of the routes that are code. */
interface Version {
  readonly name: string
  readonly routes: string
  /** Whether it can be run; `null`: nobody has tried. */
  isGood: boolean | null
}

/** What the other Worker has its requests at: they say themselves what they ask for. */
const URL_OF_ALL = 'http://preview.invalid/'

/**
 * Makes the default export of a Worker that passes every request on to another, which is made anew
 * whenever the routes that are code are others. No request is refused or cut meanwhile, and routes
 * that cannot be run leave those before in their place.
 */
export function previewLoader(worker: LoadedWorker): Worker {
  let count = 0
  let latest: Version | undefined
  let good: Version | undefined

  async function versionNow(folder: FolderBinding): Promise<Version> {
    const response = await folder.fetch('https://build.invalid/routes.js')
    const routes = await response.text()
    if (latest?.routes !== routes) latest = { name: String(++count), routes, isGood: null }
    return latest
  }

  return {
    async fetch(request, { LOADER, ...env }) {
      const load = ({ name, routes }: Version) => {
        const modules = { ...worker.modules, 'routes.js': routes }
        return (LOADER as LoaderBinding).get(name, () => ({ ...worker, modules, env }))
      }
      const now = await versionNow(env.BUILD as FolderBinding)
      now.isGood ??= await isRunning(load(now).getEntrypoint())
      if (now.isGood) good = now
      const shown = now.isGood ? now : (good ?? now)
      const passedOn: PassedOn = { target: request.url }
      return load(shown).getEntrypoint().fetch(new Request(URL_OF_ALL, request), { cf: passedOn })
    },
  }
}

/** Whether a Worker can be run: if not, its owner is told why. */
async function isRunning(entry: LoadedEntry): Promise<boolean> {
  try {
    // No request has such a target: nothing but whether it is refused is to be seen.
    const response = await entry.fetch(URL_OF_ALL, { cf: { target: '' } })
    await response.body?.cancel()
    return true
  } catch (error) {
    console.error(`the routes that are code cannot be run: ${error}`)
    return false
  }
}
