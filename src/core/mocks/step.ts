import type { Answer, Exchange } from '../exchange.ts'
import type { FileSource } from '../files/source.ts'
import { cannedResponse } from './respond.ts'
import { answersMethod, type Route } from './route.ts'
import { createRouter, type Match, type Router } from './router.ts'

const noParams: Match['params'] = Object.freeze(Object.create(null))

/** Finds the router of the routes that a site has at this moment. */
export function routerOf(routes: readonly Route[]): Router {
  const known = routers.get(routes)
  if (known !== undefined) return known
  const router = createRouter(routes)
  routers.set(routes, router)
  return router
}

const routers = new WeakMap<readonly Route[], Router>()

/** Answers from the routes without parameters. */
export function exactRoutes(exchange: Exchange, source: FileSource, router: Router): Answer {
  const routes = router.exact(exchange.url.segments)
  return routes.length === 0 ? null : answer(exchange, source, routes, () => noParams)
}

/** Answers from the routes with parameters, the most specific pattern first. */
export function patternRoutes(exchange: Exchange, source: FileSource, router: Router): Answer {
  for (const group of router.matches(exchange.url.segments)) {
    const routes = group.map(({ route }) => route)
    const paramsOf = (route: Route) => group[routes.indexOf(route)]!.params
    const response = answer(exchange, source, routes, paramsOf)
    if (response !== null) return response
  }
  return null
}

function answer(
  exchange: Exchange,
  source: FileSource,
  routes: readonly Route[],
  paramsOf: (route: Route) => Match['params'],
): Answer {
  const route = routes.find((candidate) => answersMethod(candidate, exchange.method, routes))
  if (route === undefined) {
    for (const { method } of routes) exchange.methods.add(method)
    return null
  }
  const match = { route, params: paramsOf(route) }
  exchange.note('route', reasonOf(match))
  return cannedResponse(exchange, source, match)
}

/** `api/users/[id].GET.json  id=7` */
function reasonOf({ route, params }: Match): string {
  const values = Object.entries(params).map(([name, value]) => `  ${name}=${value}`)
  return route.variants[0]!.file + values.join('')
}
