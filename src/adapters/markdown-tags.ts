// The HTML that Markdown may have. None of it passes: a tag that is known is written anew, in
// capitals, which no tag of the renderer is, so that `balanced` knows whose it is.
import { escaped } from '../core/page/markup.ts'

/** The attributes of a tag by their names in small letters, each as it stands there. */
type Attributes = ReadonlyMap<string, string>

interface Element {
  readonly isBlock: boolean
  /** Whether it has no content, and no end. @default false */
  readonly isVoid?: boolean
  /** What it is written as. @default its own name */
  readonly tag?: string
  /** The names of what it may stand in, as they are written. @default anything */
  readonly parent?: RegExp
  /** What is written of its attributes; `null`: the tag is left out. @default () => '' */
  write?(attributes: Attributes): string | null
}

const block: Element = { isBlock: true }
const text: Element = { isBlock: false }
const aligned: Element = { ...block, write: writeAlign }

const elements = new Map<string, Element>([
  ...each('code del em ins kbd mark picture q samp small strong sub sup var', text),
  ...each('blockquote dl ol pre table ul', block),
  ...each('div h1 h2 h3 h4 h5 h6', aligned),
  ...each('thead tbody tfoot', { ...block, parent: /^TABLE$/ }),
  ...each('td th', { ...block, parent: /^TR$/, write: writeCell }),
  ...each('dd dt', { ...block, parent: /^DL$/ }),
  ['a', { ...text, write: writeLink }],
  ['b', { ...text, tag: 'strong' }],
  ['br', { ...text, isVoid: true }],
  ['center', { ...block, tag: 'div', write: () => ' class="center"' }],
  ['details', { ...block, write: (attributes) => (attributes.has('open') ? ' open=""' : '') }],
  ['hr', { ...block, isVoid: true }],
  ['i', { ...text, tag: 'em' }],
  ['img', { ...text, isVoid: true, write: writePicture }],
  ['li', { ...block, parent: /^[OU]L$/ }],
  ['p', { ...aligned, tag: 'div' }],
  ['s', { ...text, tag: 'del' }],
  ['source', { ...text, isVoid: true, parent: /^PICTURE$/, write: writeSource }],
  ['strike', { ...text, tag: 'del' }],
  ['summary', { ...block, parent: /^DETAILS$/ }],
  ['tr', { ...block, parent: /^T(?:ABLE|BODY|FOOT|HEAD)$/ }],
  ['tt', { ...text, tag: 'code' }],
])

function each(names: string, element: Element): [string, Element][] {
  return names.split(' ').map((name) => [name, element])
}

/** The element that is written with a tag. */
export function elementOf(tag: string): Element | undefined {
  return elements.get(tag.toLowerCase())
}

/** A comment, a script or a style with all that is in it, a declaration, or a tag. */
const TOKEN =
  /<!--[\s\S]*?(?:-->|$)|<(script|style)\b[\s\S]*?(?:<\/\1[^<>]*>?|$)|<[!?][^<>]*>?|<(\/?)([a-z][a-z\d]*)((?:"[^"]*"|'[^']*'|[^<>"'])*)(>?)/gi
const ATTRIBUTE = /([^\s"'=/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g

/** Renders a tag, as it stands in a line of text; `''`: it is left out. */
export function renderTag(source: string): string {
  const inline = parts(source).filter(({ kind }) => kind !== 'block')
  return inline.map(({ html }) => html).join('')
}

/** Renders lines of HTML; those that have no block of their own are a paragraph. */
export function renderBlock(source: string): string {
  const all = parts(source)
  const html = all
    .map((part) => part.html)
    .join('')
    .trim()
  const has = (kind: Part['kind']) => all.some((part) => part.kind === kind)
  return has('content') && !has('block') ? `<p>${html}</p>` : html
}

interface Part {
  readonly html: string
  readonly kind: 'content' | 'tag' | 'block'
}

function parts(source: string): Part[] {
  const all: Part[] = []
  let end = 0
  for (const match of source.matchAll(TOKEN)) {
    all.push(textPart(source.slice(end, match.index)))
    end = match.index + match[0].length
    const [, , slash, name, attributes = '', close] = match
    const element = elements.get(name?.toLowerCase() ?? '')
    if (name === undefined || element === undefined || close === '') continue
    const tag = (element.tag ?? name).toUpperCase()
    all.push(slash === '' ? startPart(tag, element, attributes) : endPart(tag, element))
  }
  return [...all, textPart(source.slice(end))]
}

function textPart(source: string): Part {
  return { html: escapedText(source), kind: source.trim() === '' ? 'tag' : 'content' }
}

function startPart(tag: string, { isBlock, isVoid, write }: Element, source: string): Part {
  const attributes = new Map<string, string>()
  for (const [, name = '', ...values] of source.matchAll(ATTRIBUTE)) {
    attributes.set(name.toLowerCase(), values.find((value) => value !== undefined) ?? '')
  }
  const written = write === undefined ? '' : write(attributes)
  if (written === null) return textPart(attributes.get('alt') ?? '')
  const kind = tag === 'IMG' ? 'content' : isBlock ? 'block' : 'tag'
  return { html: `<${tag}${written}${isVoid ? ' /' : ''}>`, kind }
}

function endPart(tag: string, { isBlock, isVoid }: Element): Part {
  return { html: isVoid ? '' : `</${tag}>`, kind: isBlock ? 'block' : 'tag' }
}

/** What is in the middle or at the right is so still. */
function writeAlign(attributes: Attributes): string {
  const [align] = /^(?:center|right)$/i.exec(attributes.get('align') ?? '') ?? []
  return align === undefined ? '' : ` class="${align.toLowerCase()}"`
}

function writeCell(attributes: Attributes): string {
  const spans = ['colspan', 'rowspan'].map((name) => writeNumber(name, attributes))
  return writeAlign(attributes) + spans.join('')
}

function writeLink(attributes: Attributes): string | null {
  const url = writeUrl(attributes.get('href') ?? '')
  return url === '' || !LINK.test(url) ? null : ` href="${url}"`
}

function writePicture(attributes: Attributes): string | null {
  const url = writeUrl(attributes.get('src') ?? '')
  if (url === '' || !LINK.test(url)) return null
  const side = /^(?:left|right)$/i.exec(attributes.get('align') ?? '')?.[0]
  const float = side === undefined ? '' : ` class="${side.toLowerCase()}"`
  const sizes = ['width', 'height'].map((name) => writeNumber(name, attributes))
  const alt = escapedText(attributes.get('alt') ?? '')
  return ` src="${url}" alt="${alt}"${sizes.join('')}${float}`
}

/** The picture of a dark page, or of a light one. */
function writeSource(attributes: Attributes): string | null {
  const media = attributes.get('media') ?? ''
  const source = attributes.get('srcset') ?? ''
  const url = writeUrl(source)
  const isOne = /^[^\s,]+$/.test(source) && OURS.test(url)
  return isOne && SCHEME.test(media) ? ` media="${media}" srcset="${url}"` : null
}

function writeNumber(name: string, attributes: Attributes): string {
  const [, number] = /^([1-9]\d{0,3})(?:px)?$/.exec(attributes.get(name) ?? '') ?? []
  return number === undefined ? '' : ` ${name}="${number}"`
}

const SCHEME = /^\(prefers-color-scheme:\s?(?:dark|light)\)$/
/** A URL of this site, and one whose scheme cannot run: of its page, of another, of a letter. */
const OURS = /^(?!\/\/)[^:/?#]*(?:[/?#]|$)/
const LINK = /^(?:[^:/?#]*(?:[/?#]|$)|(?:https?|ircs?|mailto|xmpp):)/i

/** A URL without the spaces, controls and backslashes that a browser would take for less or more. */
function writeUrl(value: string): string {
  const url = value.trim().replaceAll('&amp;', '&').toWellFormed()
  return escaped(url.replace(/[^\w\-.~!$&'()*+,;=:@%/?#[\]]/gu, encodeURIComponent))
}

/** Escapes all but the references of characters, which mean no markup. */
function escapedText(source: string): string {
  return escaped(source).replace(/&amp;(#?\w+;)/g, '&$1')
}
