import { html, raw } from 'hono/html'
import type { Exchange, Fields } from '../exchange.ts'
import { stylesheet, stylesheetHash } from './style.ts'

/** Markup in which every value is escaped. */
export type Html = ReturnType<typeof html>

const encoder = new TextEncoder()

/** What a page of webstand's own may load: its stylesheet, and pictures of the same site. */
const CONTENT_SECURITY_POLICY = [
  `default-src 'none'`,
  `style-src '${stylesheetHash}'`,
  `img-src 'self' data:`,
  `base-uri 'none'`,
  `form-action 'self'`,
  `frame-ancestors 'none'`,
].join('; ')

/** The fields of every page that webstand itself writes. */
export const pageFields: Fields = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
}

/** A whole page around `content`. */
export function renderPage(title: string, content: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${raw(stylesheet)}</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`
}

/** Answers with text that is known in full; its fields carry the length in bytes. */
export function textResponse(
  exchange: Exchange,
  status: number,
  text: string,
  fields: Fields,
): Response {
  const body = encoder.encode(text)
  return exchange.respond(status, body, {
    ...fields,
    'Content-Length': String(body.byteLength),
    'X-Content-Type-Options': 'nosniff',
  })
}
