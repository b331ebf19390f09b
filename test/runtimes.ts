import { join } from 'node:path'

/** The root of this tree. */
export const root = join(import.meta.dirname, '..')

/** The path of a program that npm has installed here. */
export function bin(name: string): string {
  return join(root, 'node_modules/.bin', name)
}

/** How each runtime runs a file of this tree. */
export const runtimes = {
  node: [bin('node')],
  bun: [bin('bun')],
  deno: [bin('deno'), 'run', '-A', '--config', join(root, 'deno.json')],
} as const

export type RuntimeName = keyof typeof runtimes

export const runtimeNames = Object.keys(runtimes) as RuntimeName[]
