import process from 'node:process'
import type { LoadModule } from '../core/mocks/code.ts'
import type { Fetch, Server } from './server.ts'

/** Listens on a free port of this machine, on whatever runtime this is. */
export async function listenHere(fetch: Fetch): Promise<Server> {
  const { serve } = await adapterHere()
  return serve(fetch, { port: 0 })
}

/** Loads routes that are code as this runtime does. */
export async function modulesHere(directory: string): Promise<LoadModule> {
  return (await adapterHere()).diskModules(directory)
}

function adapterHere() {
  if (process.versions.bun) return import('./bun.ts')
  return process.versions.deno ? import('./deno.ts') : import('./node.ts')
}
