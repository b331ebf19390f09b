import { after } from '../../core/after.ts'
import { openRoad, type Road } from '../../core/app.ts'
import { Exchange } from '../../core/exchange.ts'
import type { FileSource } from '../../core/files/source.ts'
import type { ReadClient } from '../../core/listing/script.ts'
import type { AppOptions, FolderOptions } from '../../core/options.ts'
import type { Platform } from '../../core/platform.ts'
import type { Site } from '../../core/site.ts'
import type { RoadParts } from '../../core/steps/parts.ts'
import type { Theme } from '../../core/theme.ts'
import { refuse } from '../listening.ts'
import { type AssetsBinding, readAsset } from './asset-body.ts'
import { assetFiles } from './assets.ts'
import type { Manifest } from './manifest.ts'
import { withLength } from './native-stream.ts'
import { writtenStream } from './written-stream.ts'

/** What `webstand build` wrote: the default export of its `site.js`. */
export interface Build extends FolderOptions {
  readonly manifest: Manifest
  /** What the folder means, or the name of the asset that says it. */
  readonly site: Site | string
  /** The name of the asset that is the module of a listing. @default it is part of the Worker */
  readonly client?: string
  /** The name of the asset that says what pages look like. @default it is part of the Worker */
  readonly theme?: string
}

/** The names of the bindings that a Worker has, and what they are. */
export type Bindings = Readonly<Record<string, unknown>>

/** What this adapter uses of the third argument of a Worker. */
export interface WorkerContext {
  waitUntil(promise: Promise<unknown>): void
}

/** What the edge says of a request. */
interface EdgeRequest extends Request {
  readonly cf?: { readonly clientAcceptEncoding?: string }
}

/** The default export of a module Worker. */
export interface Worker {
  fetch(request: Request, bindings: Bindings, context: WorkerContext): Response | Promise<Response>
}

/** How a Worker shows what was built; what is not here is as in `createApp`. */
export interface WorkerOptions extends Omit<AppOptions, 'source' | 'site' | 'mocks'> {
  /** The name of the binding that holds the assets. @default 'ASSETS' */
  assets?: string
  /** The address of every peer, where no edge says it. @default that of CF-Connecting-IP */
  ip?: string
}

/** Reads what is to be shown, once for each request; the same value as before is no change. */
export type ReadBuild = (bindings: Bindings) => Build | Promise<Build>

/** Makes the default export of a Worker that shows what was built, with these parts. */
export function workerWith(
  parts: RoadParts,
  build: Build | ReadBuild,
  {
    assets = 'ASSETS',
    ip,
    onError = failed,
    onLog = logged,
    codings = {},
    ...options
  }: WorkerOptions,
): Worker {
  const read = typeof build === 'function' ? build : () => build
  let shown: Shown | undefined
  let road: Road | undefined

  function answer(request: Request, bindings: Bindings, context: WorkerContext) {
    road ??= openRoad(
      {
        ...folderOf(shown!.build),
        source: { find: (path) => shown!.source.find(path) },
        site: () => shown!.site(),
        client: shown!.client,
        onError,
        onLog,
        ...options,
      },
      parts,
    )
    const platform: Platform = {
      ip: ip ?? request.headers.get('CF-Connecting-IP') ?? undefined,
      acceptEncoding: (request as EdgeRequest).cf?.clientAcceptEncoding,
      waitUntil: (promise) => context.waitUntil(promise),
      theme: shown!.theme,
      written: writtenStream,
      bindings,
    }
    return road.walk(new Exchange(request, platform, codings))
  }

  return {
    fetch(request, bindings, context) {
      const refusal = refuse(request)
      if (refusal !== null) return refusal
      return after(read(bindings), (known) => {
        if (shown?.build !== known) shown = show(known, bindingOf(bindings, assets))
        return after(answer(request, bindings, context), withLength)
      })
    },
  }
}

/** How the folder was to be shown when it was built. */
function folderOf({ manifest, site, client, theme, ...folder }: Build): FolderOptions {
  return folder
}

/** A build, and what is read from it. */
interface Shown {
  readonly build: Build
  readonly source: FileSource
  readonly site: () => Site | Promise<Site>
  readonly client: ReadClient | undefined
  readonly theme: Platform['theme']
}

function show(build: Build, binding: AssetsBinding): Shown {
  const source = assetFiles(binding, build.manifest)
  const { site, client, theme } = build
  return {
    build,
    source,
    site: typeof site === 'string' ? parsed(site, binding) : () => site,
    client: client === undefined ? undefined : parsed(client, binding),
    theme: theme === undefined ? undefined : themeOf(parsed(theme, binding)),
  }
}

/** What an asset says as JSON, read when it is needed first. */
function parsed<T>(asset: string, binding: AssetsBinding): () => T | Promise<T> {
  let known: T | undefined
  return () => known ?? read()

  async function read(): Promise<T> {
    known = JSON.parse(await textOf(binding, asset)) as T
    return known
  }
}

/** A page that says what is wrong does so without its looks too. */
function themeOf(read: () => Theme | Promise<Theme>): () => Theme | Promise<Theme> {
  const bare = { stylesheet: '', favicon: 'data:,', icons: {} }
  return async () => {
    try {
      return await read()
    } catch {
      return bare // there is no such asset, and the site says more of it
    }
  }
}

async function textOf(binding: AssetsBinding, asset: string): Promise<string> {
  const response = await readAsset(binding, asset)
  if (response !== null) return response.text()
  throw new Error(`Cannot read what was built: no asset "${asset}"`)
}

/** The target is that of the log: a request would be printed with all that it has. */
function failed(error: unknown, { method, url }: Request): void {
  console.error(`${method} ${new URL(url).pathname}:`, error)
}

function logged(file: string, values: readonly unknown[]): void {
  console.log(`${file}:`, ...values)
}

function bindingOf(bindings: Bindings, name: string): AssetsBinding {
  const binding = bindings[name]
  if (binding) return binding as AssetsBinding
  throw new Error(`Cannot serve: the Worker has no binding "${name}"`)
}
