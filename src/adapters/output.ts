import { write } from 'node:fs'

/** Writes some of the bytes to a descriptor, and resolves to how many. Nothing waits for it. */
export type WriteSome = (descriptor: number, bytes: Uint8Array) => Promise<number>

/** Writes by node:fs, on Node and Bun. */
export const writeSome: WriteSome = (descriptor, bytes) => {
  return new Promise((resolve, reject) => {
    write(descriptor, bytes, (error, length) => (error ? reject(error) : resolve(length)))
  })
}
