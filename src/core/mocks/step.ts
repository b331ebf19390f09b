import { after, late } from '../after.ts'
import type { Answer, Exchange } from '../exchange.ts'
import { MAX_CONTENT } from '../http/content.ts'
import { errorResponse } from '../page/error.ts'
import { Call, type Mocks } from './call.ts'
import type { Choice } from './choose/choose.ts'
import { preferred, renderApplied } from './choose/prefer.ts'
import { createRouter, type Match, type Router } from './choose/router.ts'
import { pause } from './faults/delay.ts'
import { variantResponse } from './respond.ts'
import { answersMethod, conditionsOf, onlyVariant, type Route } from './route.ts'

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
export function exactRoutes(exchange: Exchange, mocks: Mocks, router: Router): Answer {
  const routes = router.exact(exchange.url.segments)
  if (routes.length === 0) return null
  const matches = routes.map((route) => ({ route, params: noParams }))
  return answer(exchange, mocks, matches)
}

/** Answers from the routes with parameters, the most specific pattern first. */
export function patternRoutes(exchange: Exchange, mocks: Mocks, router: Router): Answer {
  const groups = router.matches(exchange.url.segments)
  const { rest } = exchange
  const from = (index: number): Answer => {
    if (index === groups.length) return null
    exchange.rest = () => after(from(index + 1), (response) => response ?? rest())
    return after(answer(exchange, mocks, groups[index]!), (response) => response ?? from(index + 1))
  }
  return from(0)
}

/** Whether a route ends in `[[...rest]]` here, with nothing left for it. */
export function hasOptionalRest({ url, method }: Exchange, router: Router): boolean {
  return router.matches(url.segments).some((group) => {
    const routes = group.map(({ route }) => route)
    return routes.some((route) => {
      const isHere = route.segments.length > url.segments.length
      return isHere && answersMethod(route, method, routes)
    })
  })
}

/** Answers from the routes of one pattern; `null`: none has the method, or no variant fits. */
function answer(exchange: Exchange, mocks: Mocks, matches: readonly Match[]): Answer {
  const routes = matches.map(({ route }) => route)
  const match = matches.find(({ route }) => answersMethod(route, exchange.method, routes))
  if (match === undefined) {
    for (const { method } of routes) exchange.methods.add(method)
    return null
  }
  exchange.isOnce ||= !isPlain(match.route)
  const call = new Call(exchange, match, mocks)
  const answered = readsBody(match.route)
    ? call.readBody().then((isRead) => (isRead ? answerCall(call) : tooLarge(exchange)))
    : answerCall(call)
  if (match.route.method !== 'ANY') return answered
  return after(answered, (response) => {
    // Code that does not have the method: the other files at this path may have others.
    for (const { method } of response === null ? routes : []) {
      if (method !== 'ANY') exchange.methods.add(method)
    }
    return response
  })
}

function tooLarge(exchange: Exchange): Answer {
  exchange.note('route', `a body of more than ${MAX_CONTENT} bytes`)
  const detail = `At most ${MAX_CONTENT} bytes of a body are read.`
  return errorResponse(exchange, { status: 413, detail }, true)
}

/** What a variant may say, so that everybody gets the same, but for what `Prefer` asks. */
const PLAIN = new Set(['file', 'status', 'name', 'content', 'isTemplate', 'isDefault'])

function isPlain({ variants }: Route): boolean {
  return variants.length === 1 && Object.keys(variants[0]!).every((key) => PLAIN.has(key))
}

/** Routes by whether a condition of theirs is on the body. */
const bodyReaders = new WeakMap<Route, boolean>()

function readsBody(route: Route): boolean {
  const known = bodyReaders.get(route)
  if (known !== undefined) return known
  const isReader = route.variants.some((variant) =>
    conditionsOf(variant).some(({ in: place }) => place === 'body'),
  )
  bodyReaders.set(route, isReader)
  return isReader
}

function answerCall(call: Call): Answer {
  const only = onlyChoice(call)
  if (only !== null) return answerWith(call, only)
  return after(choosing(), ({ chooseVariant, renderMiss }) => {
    const { exchange, match } = call
    const choice = chooseVariant(match.route, call)
    if (choice !== null) return answerWith(call, choice)
    const { method, pattern } = match.route
    exchange.note('route', `${method} ${pattern}: ${renderMiss(match.route, call)}`)
    return null
  })
}

/** What a route answers that has nothing to choose from; `null`: it has. */
function onlyChoice({ match: { route }, preferences }: Call): Choice | null {
  const variant = onlyVariant(route)
  if (variant === null) return null
  const { applied } = preferred([variant], preferences)
  return { variant, applied, reason: renderApplied(applied), vary: '', mark: '' }
}

/** How to choose is a module of its own, which a folder may not need. */
const choosing = late(() => import('./choose/choose.ts'))

function answerWith(call: Call, choice: Choice): Answer {
  const { exchange, match } = call
  exchange.note('route', reasonOf(match, choice))
  const wait = waitOf(call)
  const { variant } = choice
  const isPlain = variant.delay === undefined && variant.fault === undefined
  if (wait === null && isPlain) return variantResponse(call, choice)
  const applied = wait === null ? choice.applied : [...choice.applied, `wait=${wait / 1000}`]
  const answer = () => variantResponse(call, { ...choice, applied })
  if (wait !== null && isPlain) return pause(wait, exchange.request.signal).then(answer)
  return import('./faults/fault.ts').then(({ faultyResponse }) =>
    faultyResponse(call, variant, { wait, answer }),
  )
}

/** Seconds that `Prefer: wait=` can ask for, at most. */
const MAX_WAIT = 60

/** What `Prefer: wait=` asks for, in milliseconds. */
function waitOf({ preferences }: Call): number | null {
  const wait = preferences.get('wait') ?? ''
  return /^\d{1,3}(?:\.\d{1,3})?$/.test(wait) ? Math.min(Number(wait), MAX_WAIT) * 1000 : null
}

/** `api/users/[id].GET.json  id=7` */
function reasonOf({ params }: Match, { variant, reason }: Choice): string {
  const values = Object.entries(params).map(([name, value]) => `${name}=${value}`)
  return [variant.file, ...values, reason].filter((part) => part !== '').join('  ')
}
