import { after, late } from '../after.ts'

/** How long a cache may keep files. */
export interface CachePolicyOptions {
  /** Seconds for which a file may be used without asking again; 0: never. @default 0 */
  cache?: number
  /** Whether a file with a hash in its name is never asked for again. @default false */
  immutable?: boolean
}

/** What `Cache-Control` says of a file, by its name; `null`: what it says of any answer. */
export type CachePolicy = (name: string) => string | null | Promise<string | null>

/** A year, which is as long as a cache keeps anything. */
const FOREVER = 'public, max-age=31536000, immutable'

const judging = late(() => import('./fingerprint.ts'))

/** Decides by name what a cache may do with a file. */
export function cachePolicy({ cache = 0, immutable = false }: CachePolicyOptions): CachePolicy {
  const usual = cache > 0 ? `max-age=${cache}` : null
  if (!immutable) return () => usual
  return (name) =>
    after(judging(), ({ isFingerprinted }) => (isFingerprinted(name) ? FOREVER : usual))
}
