import { after } from '../../core/after.ts'
import { webCodings } from '../../core/coding.ts'
import type { Changes } from '../../core/inspect/events.ts'
import type { LoadModule, RouteHandler } from '../../core/mocks/code.ts'
import { allParts } from '../../core/steps/parts.ts'
import { asteriskResponse } from '../asterisk-form.ts'
import { misdirected, plainResponse } from '../listening.ts'
import { asksForAll, wholeRequest } from './preview-target.ts'
import {
  type Bindings,
  type Build,
  type Worker,
  type WorkerOptions,
  workerWith,
} from './worker-with.ts'

/** What this adapter uses of a folder that is bound to a Worker. */
export interface FolderBinding {
  fetch(url: string): Promise<Response>
}

/** Milliseconds between two looks at the build, while a page is open that follows it. */
const LOOK = 500

/**
 * Makes the default export of a Worker that is only looked at: it follows a build that is made again
 * and again in the folder `BUILD`, and keeps its state.
 */
export function previewWorker(options: WorkerOptions): Worker {
  let text: string | undefined
  let build: Build | undefined
  let folder: FolderBinding | undefined

  async function read(): Promise<Build> {
    const response = await folder!.fetch('https://build.invalid/site.json')
    const now = await response.text()
    if (text !== now) {
      build = JSON.parse(now) as Build
      text = now
    }
    return build!
  }

  const changes: Changes = (listener) => {
    let before = build
    const timer = setInterval(async () => {
      const now = await read()
      if (now === before) return
      before = now
      listener()
    }, LOOK)
    return () => clearInterval(timer)
  }

  function readFrom(bindings: Bindings): Promise<Build> {
    folder = bindings.BUILD as FolderBinding
    return read()
  }

  // There is no edge that would code.
  const code = options.code && whereKnown(options.code)
  const shown = workerWith(allParts, readFrom, { codings: webCodings, changes, ...options, code })
  return {
    fetch(request, bindings, context) {
      if (asksForAll(request)) return dated(asteriskResponse())
      const whole = wholeRequest(request)
      if (whole === null) return dated(plainResponse(400, 'Bad Request'))
      if (whole.url.startsWith('https:')) return dated(misdirected())
      return after(shown.fetch(whole, bindings, context), dated)
    },
  }
}

/** On the edge every answer has a date: RFC 9110 §6.6.1. */
function dated(response: Response): Response {
  try {
    response.headers.set('Date', new Date().toUTCString())
  } catch {
    // the fields of an answer that a route has fetched cannot be changed
  }
  return response
}

/** A file that is not among the modules yet, or no longer, leaves its requests to what is behind it. */
function whereKnown(load: LoadModule): LoadModule {
  const passOn: RouteHandler = (_, { next }) => next()
  return (file) => load(file) ?? { default: passOn }
}
