import type { Site } from '../../core/site.ts'
import type { Runtime } from '../line/invocation.ts'

/** A site, and what of it this runtime cannot do among its mistakes. */
export function withLimits(site: Site, { canDrop }: Runtime): Site {
  if (canDrop) return site
  const variants = site.routes.flatMap((route) => route.variants)
  const files = new Set(variants.flatMap(({ fault, file }) => (fault?.kind === 'drop' ? file : [])))
  const message = 'this runtime sends a status line before it drops the connection'
  return { ...site, mistakes: [...site.mistakes, ...[...files].map((file) => ({ file, message }))] }
}
