import { after, late } from '../after.ts'
import { acceptedCoding, codingsFor, isWorthCoding } from '../coding.ts'
import type { Exchange } from '../exchange.ts'
import type { Fields } from '../fields.ts'
import { varied } from '../fields.ts'
import type { Theme } from '../theme.ts'
import { type IconName, renderIcons } from './icon.ts'
import { type Html, html, raw } from './markup.ts'
import { stylesheetHash } from './style-hash.ts'

const encoder = new TextEncoder()

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
  /** The icons that its content points to. @default none */
  readonly icons?: readonly IconName[]
  /** @default null */
  readonly script?: PageScript | null
}

/** The fields of a page that webstand itself writes: what it may load is its own and nothing else. */
export function pageFields(scripts: readonly PageScript[] = []): Fields {
  const scripted =
    scripts.length === 0
      ? []
      : [
          `script-src ${scripts.map(({ hash }) => `'${hash}'`).join(' ')}`,
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

/** The theme of the pages of this runtime: at hand, or read at the first page. */
export function themeOf({ platform }: Exchange): Theme | Promise<Theme> {
  return platform.theme === undefined ? ownTheme() : platform.theme()
}

const ownTheme = late(async () => (await import('./theme.ts')).theme)

/** A whole page around its content. */
export function renderPage(page: Page, theme: Theme): Html {
  const { icons = [], content } = page
  return html`${renderHead(page, theme)}<body>
${icons.length === 0 ? '' : renderIcons(icons, theme.icons)}${content}
</body>
</html>
`
}

/** What a page begins with, before anything is known of its content. */
export function renderHead(
  { title, script = null }: Omit<Page, 'content'>,
  { stylesheet, favicon }: Theme,
): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="${favicon}">
<style>${raw(stylesheet)}</style>
${script === null ? '' : renderScript(script)}
</head>
`
}

/** A module of a page; a policy by hash asks for its integrity. */
export function renderScript({ src, hash }: PageScript): Html {
  return html`<script type="module" src="${src}" integrity="${hash}"></script>`
}

/** On the edge nothing is coded here. */
const codingBodies = late(() => import('../coded-stream.ts'))

/** Answers with text that is known in full; its fields carry the length in bytes. */
export function textResponse(
  exchange: Exchange,
  status: number,
  text: string,
  fields: Fields,
): Response | Promise<Response> {
  const bytes = encoder.encode(text)
  const type = String(fields['Content-Type'])
  const content = { type, size: bytes.byteLength }
  const coding = acceptedCoding(exchange, codingsFor(exchange, content)) ?? 'identity'
  const isChosen = coding !== 'identity' || isWorthCoding(content)
  const negotiated = isChosen ? varied(fields, 'Accept-Encoding') : fields
  const all = { ...negotiated, 'X-Content-Type-Options': 'nosniff' }
  if (coding === 'identity') {
    return exchange.respond(status, bytes, { ...all, 'Content-Length': String(bytes.byteLength) })
  }
  return after(codingBodies(), ({ codedBody }) => {
    const body = codedBody(exchange, coding, bytes, bytes.byteLength)
    return exchange.respond(status, body, { ...all, 'Content-Encoding': coding })
  })
}
