/** Characters of JSON that are kept parsed; in memory they are about five times as large. */
const CAPACITY = 4 * 1024 * 1024

/**
 * Reads JSON by name and keeps what was asked last.
 *
 * Only values are kept, never promises: on Workers a promise belongs to the request that made it.
 */
export function jsonCache(
  read: (name: string) => Promise<string>,
): (name: string) => unknown | Promise<unknown> {
  const kept = new Map<string, { value: unknown; size: number }>()
  let used = 0

  async function load(name: string): Promise<unknown> {
    const text = await read(name)
    const value: unknown = JSON.parse(text)
    if (!kept.has(name)) used += text.length
    kept.set(name, { value, size: text.length })
    for (const [oldest, { size }] of kept) {
      if (used <= CAPACITY) break
      kept.delete(oldest)
      used -= size
    }
    return value
  }

  return (name) => {
    const hit = kept.get(name)
    if (hit === undefined) return load(name)
    kept.delete(name) // to the end: what was asked last goes last
    kept.set(name, hit)
    return hit.value
  }
}
