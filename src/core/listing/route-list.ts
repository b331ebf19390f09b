import { type Html, html } from '../page/markup.ts'
import { renderScript } from '../page/page.ts'
import type { RouteRow } from './entries.ts'
import type { Listing } from './listing.ts'

/** Where a site is, and what its page loads. */
type Place = Pick<Listing, 'origin' | 'base' | 'scripts'>

/** Renders the routes of a folder as they are called. */
export function renderRoutes(routes: readonly RouteRow[], place: Place): Html {
  return html`<section class="card routes" aria-labelledby="routes">
<h2 id="routes">Routes</h2>
<ul>
${routes.map((route) => renderRoute(route, place))}</ul>
${place.scripts ? renderScript(place.scripts.forms) : ''}</section>`
}

/** What GET can open is a link; the others unfold, and say how they are called. */
function renderRoute(route: RouteRow, place: Place): Html {
  const { method, href, hasParameters } = route
  const isLink = method === 'GET' && !hasParameters
  const row = isLink
    ? html`<a class="row" href="${href}">${renderRow(route, place)}</a>`
    : html`<details>
<summary class="row">${renderRow(route, place)}</summary>
<div class="try"><pre class="curl" tabindex="0">${renderCurl(route, place)}</pre></div>
</details>`
  return html`<li data-kind="route" data-method="${method}" data-href="${href}">${row}</li>
`
}

function renderRow({ method, path, answers, file }: RouteRow, { base }: Place): Html {
  const names = (base + path).split('/')
  const last = names.pop()!
  const above = names.map((name) => html`${renderSegment(name)}/<wbr>`)
  const call = html`<bdi class="call">${above}<b>${renderSegment(last)}</b></bdi>`
  return html`<span class="method">${method}</span>${call}<span class="answers">${answers.join(' ')}</span><bdi class="behind">${file}</bdi>`
}

/** A parameter stands out: a caller fills it in. */
function renderSegment(name: string): Html | string {
  return name.startsWith('[') ? html`<i>${name}</i>` : name
}

/** How a shell calls a route: `curl -X POST 'http://localhost:8000/api/users'`. */
function renderCurl({ method, path }: RouteRow, { origin, base }: Place): string {
  const verb = method === 'GET' || method === 'ANY' ? '' : `-X ${method} `
  const url = `${origin}${base}${path}`.replaceAll("'", '%27')
  return `curl ${verb}'${url}'`
}
