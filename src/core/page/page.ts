import { html, raw } from 'hono/html'
import { acceptedCoding, codedBody, codingsFor, isWorthCoding } from '../coding.ts'
import type { Exchange, Fields } from '../exchange.ts'
import { varied } from '../fields.ts'
import { stylesheet, stylesheetHash } from './style.ts'

/** Markup in which every value is escaped. */
export type Html = ReturnType<typeof html>

const encoder = new TextEncoder()

/** The mark of webstand, for the tab of a browser. */
const ICON =
  "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%2024%2024'%20fill='none'%20stroke='%230d9488'%20stroke-width='2'%20stroke-linejoin='round'%3E%3Cpath%20d='M3%204h18v12H3zM8%2016l-2.5%206M16%2016l2.5%206M12%201.5V4'%20fill='%230d948833'/%3E%3C/svg%3E"

/** A module that a page loads, and the hash of its text, as a source of `script-src`. */
export interface PageScript {
  /** Relative to the page. */
  readonly src: string
  readonly hash: string
}

/** A page: what is in its `body`, and what it is called. */
export interface Page {
  readonly title: string
  readonly content: Html
  /** @default null */
  readonly script?: PageScript | null
}

/** The fields of a page that webstand itself writes: what it may load is its own and nothing else. */
export function pageFields(script: PageScript | null = null): Fields {
  const scripted =
    script === null
      ? []
      : [
          `script-src '${script.hash}'`,
          `connect-src 'self'`,
          `media-src 'self'`,
          `frame-src 'self'`,
        ]
  const policy = [
    `default-src 'none'`,
    `style-src '${stylesheetHash}'`,
    `img-src 'self' data:`,
    ...scripted,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ]
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy.join('; '),
    'Referrer-Policy': 'same-origin',
  }
}

/** A whole page around its content. */
export function renderPage(page: Page): Html {
  return html`${renderHead(page)}<body>
${page.content}
</body>
</html>
`
}

/** What a page begins with, before anything is known of its content. */
export function renderHead({ title, script = null }: Omit<Page, 'content'>): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="${ICON}">
<style>${raw(stylesheet)}</style>
${script === null ? '' : html`<script type="module" src="${script.src}" integrity="${script.hash}"></script>`}
</head>
`
}

/** Answers with text that is known in full; its fields carry the length in bytes. */
export function textResponse(
  exchange: Exchange,
  status: number,
  text: string,
  fields: Fields,
): Response {
  const bytes = encoder.encode(text)
  const type = String(fields['Content-Type'])
  const content = { type, size: bytes.byteLength }
  const coding = acceptedCoding(exchange, codingsFor(exchange, content)) ?? 'identity'
  const negotiated = isWorthCoding(content) ? varied(fields, 'Accept-Encoding') : fields
  const all = { ...negotiated, 'X-Content-Type-Options': 'nosniff' }
  if (coding === 'identity') {
    return exchange.respond(status, bytes, { ...all, 'Content-Length': String(bytes.byteLength) })
  }
  const body = codedBody(exchange, coding, bytes, bytes.byteLength)
  return exchange.respond(status, body, { ...all, 'Content-Encoding': coding })
}
