import { elementOf } from './markdown-tags.ts'

const TAG = /<(\/?)([a-z][a-z\d]*)([^<>]*)>/gi
const VOID = /^(?:br|hr|img|input|source)$/i

/** Elements in elements, up to which one more may be written. */
const MAX_DEPTH = 64

/** An element that is open, and what ends it. */
interface Open {
  readonly name: string
  readonly end: string
}

/**
 * Makes HTML well-formed in which the tags in capitals may be anywhere, and the others are well-formed
 * among themselves: one without an end has it where what it stands in ends, one that cannot stand
 * where it is is left out. All tags are in small letters then.
 */
export function balanced(html: string): string {
  const open: Open[] = []
  const tags = html.replace(TAG, (_, slash: string, name: string, attributes: string) =>
    slash === '' ? started(open, name, attributes) : ended(open, name),
  )
  return tags + close(open, 0)
}

function started(open: Open[], name: string, attributes: string): string {
  if (isRaw(name) && open.length >= MAX_DEPTH) return ''
  const tag = name.toLowerCase()
  const { parent, isBlock } = elementOf(tag) ?? { isBlock: true }
  let before = ''
  if (isRaw(name) && parent !== undefined) {
    const at = lastRaw(open, (name) => parent.test(name))
    if (at === -1) return VOID.test(tag) ? '' : leftOut(open, name)
    before = close(open, at + 1)
  } else if (tag === 'section') before = close(open, 0)
  else if (isBlock) before = close(open, afterText(open))
  if (VOID.test(tag)) return `${before}<${tag}${attributes}>`
  if (tag === 'a' && open.some(({ name }) => /^a$/i.test(name))) return leftOut(open, name)
  open.push({ name, end: `</${tag}>` })
  return `${before}<${tag}${attributes}>`
}

function leftOut(open: Open[], name: string): string {
  open.push({ name, end: '' })
  return ''
}

function ended(open: Open[], name: string): string {
  if (isRaw(name)) {
    const at = lastRaw(open, (other) => other === name)
    return at === -1 ? '' : close(open, at)
  }
  return close(
    open,
    open.findLastIndex((other) => !isRaw(other.name)),
  )
}

/** The last element that fits and is raw, as all are that are in it; `-1`: there is none. */
function lastRaw(open: readonly Open[], fits: (name: string) => boolean): number {
  const own = open.findLastIndex(({ name }) => !isRaw(name))
  const at = open.findLastIndex(({ name }) => fits(name))
  return at > own ? at : -1
}

/** Where the raw elements begin that are of a line of text, which a block ends; a link goes on. */
function afterText(open: readonly Open[]): number {
  return (
    1 + open.findLastIndex(({ name }) => !isRaw(name) || name === 'A' || elementOf(name)?.isBlock)
  )
}

function close(open: Open[], from: number): string {
  return open
    .splice(from)
    .toReversed()
    .map(({ end }) => end)
    .join('')
}

function isRaw(name: string): boolean {
  return name !== name.toLowerCase()
}
