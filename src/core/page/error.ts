import { after } from '../after.ts'
import type { Exchange } from '../exchange.ts'
import type { Fields } from '../fields.ts'
import { varied } from '../fields.ts'
import { negotiateType } from '../http/negotiation.ts'
import { encodeControls } from '../path/encode.ts'
import { mark } from './icon.ts'
import { html } from './markup.ts'
import { type Page, pageFields, renderPage, textResponse, themeOf } from './page.ts'
import { reasonPhrase } from './reason.ts'

const PROBLEM = 'application/problem+json'
const forBrowsers = ['text/plain', 'text/html', PROBLEM, 'application/json']
const forApis = [PROBLEM, 'application/json', 'text/plain', 'text/html']

/** Statuses that say nothing of the path: there is no way back from them on this server. */
const hasNoWayBack = new Set([400, 414, 421])

/** What an error answer says to a person. */
export interface Problem {
  readonly status: number
  /** One sentence: what was asked, or what to do. */
  readonly detail: string
  /** For the owner alone: what may help, a line each. */
  readonly hints?: readonly string[]
  readonly fields?: Fields
}

/**
 * Answers with an error in the form that `Accept` asks for: a page, problem details (RFC 9457) or
 * text. Below a folder that holds routes, a client that takes anything gets problem details.
 */
export function errorResponse(
  exchange: Exchange,
  problem: Problem,
  isApi = false,
): Response | Promise<Response> {
  const { status, detail, hints = [], fields } = problem
  const title = reasonPhrase(status)
  const offered = isApi ? forApis : forBrowsers
  const type = negotiateType(exchange.request.headers.get('Accept'), offered) ?? offered[0]!
  const common = varied({ ...fields, 'Cache-Control': 'no-cache' }, 'Accept')

  if (type === 'text/html') {
    return after(themeOf(exchange), (theme) => {
      const page = String(renderPage(problemPage(exchange, problem), theme))
      return textResponse(exchange, status, page, { ...pageFields(), ...common })
    })
  }
  if (type === 'text/plain') {
    const lines = [`${status} ${title}`, detail, ...hints].map(encodeControls)
    const text = `${lines.join('\n')}\n`
    const plain = { 'Content-Type': 'text/plain; charset=utf-8' }
    return textResponse(exchange, status, text, { ...plain, ...common })
  }
  const known = { type: 'about:blank', title, status, detail }
  const json = `${JSON.stringify({ ...known, ...(hints.length > 0 && { hints }) })}\n`
  return textResponse(exchange, status, json, { 'Content-Type': PROBLEM, ...common })
}

function problemPage(exchange: Exchange, { status, detail, hints = [] }: Problem): Page {
  const title = reasonPhrase(status)
  const { base, pathname } = exchange.url
  const hasWayBack = !hasNoWayBack.has(status)
  const asked = html`<p><code><b>${exchange.contentMethod}</b> <bdi>${base}${pathname}</bdi></code></p>`
  const home = html`<p><a href="${base}/">Back to the start</a></p>`
  const near = html`<p>Near misses, for the owner alone:</p>
<ul>${hints.map((hint) => html`<li>${hint}</li>`)}</ul>`
  const content = html`<header class="path">${mark}</header>
<main class="problem">
<span class="status">${status}</span>
<h1>${title}</h1>
<p>${detail}</p>
${hasWayBack ? asked : ''}
${hints.length > 0 ? near : ''}
${hasWayBack ? home : ''}
</main>`
  return { title: `${status} ${title}`, content }
}
