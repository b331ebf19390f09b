import type { Route } from '../../core/mocks/route.ts'
import type { Site } from '../../core/site.ts'

/**
 * A site in which a file that answers no more, because something is wrong with it, answers as it did
 * before. What is wrong is said all the same.
 */
export function withLastGood(site: Site, before: Site): Site {
  if (site.mistakes.length === 0) return site
  const wrong = new Set(site.mistakes.map(({ file }) => file))
  const answering = new Set(site.routes.flatMap(filesOf).filter((file) => wrong.has(file)))
  const kept = before.routes.flatMap((route) => {
    const variants = route.variants.filter(({ file }) => wrong.has(file) && !answering.has(file))
    return variants.length === 0 ? [] : { ...route, variants }
  })
  if (kept.length === 0) return site
  const broken = new Set(kept.flatMap(filesOf))
  return {
    ...site,
    routes: kept.reduce(withRoute, [...site.routes]),
    mistakes: site.mistakes.map((mistake) => {
      if (!broken.has(mistake.file)) return mistake
      return { ...mistake, message: `${mistake.message}; its last good version answers` }
    }),
  }
}

function filesOf({ variants }: Route): string[] {
  return variants.map(({ file }) => file)
}

function withRoute(routes: Route[], route: Route): Route[] {
  const isSame = ({ method, pattern }: Route) =>
    method === route.method && pattern === route.pattern
  const index = routes.findIndex(isSame)
  if (index === -1) return [...routes, route]
  const other = routes[index]!
  return routes.with(index, { ...other, variants: [...other.variants, ...route.variants] })
}
