import { closest, find } from './dom.ts'

const ENTRY = '.name > a, .row'

/** The entries that are shown, in their order: links, and the heads of those that unfold. */
export function shownEntries(): HTMLElement[] {
  const all = [...document.querySelectorAll<HTMLElement>(ENTRY)]
  return all.filter((entry) => entry.closest('[hidden]') === null)
}

/** The entry that has the focus. */
export function focusedEntry(): HTMLElement | null {
  return closest(document.activeElement, ENTRY)
}

/** The row or card of an entry. */
export function rowOf(entry: HTMLElement): HTMLElement {
  return entry.closest<HTMLElement>('[data-kind]')!
}

/** What an entry is called. */
export function nameOf(entry: HTMLElement): string {
  return find('bdi', entry)?.textContent ?? ''
}

/** Whether Quick Look can show an entry. */
export function canBeLookedAt(entry: HTMLElement): entry is HTMLAnchorElement {
  const { kind } = rowOf(entry).dataset
  return entry instanceof HTMLAnchorElement && kind !== 'directory' && kind !== 'parent'
}

/** How far an arrow goes, in entries; in a gallery, up and down are a line of it. */
export function stepOf(key: string): number {
  if (key === 'Home') return -Infinity
  if (key === 'End') return Infinity
  const gallery = find('.gallery ul')
  const across = gallery === null ? 0 : 1
  const columns =
    gallery === null ? 1 : getComputedStyle(gallery).gridTemplateColumns.split(' ').length
  return { ArrowDown: columns, ArrowUp: -columns, ArrowRight: across, ArrowLeft: -across }[key] ?? 0
}

/** Moves the focus; without one, it goes to the first entry. */
export function moveFocus(step: number): void {
  const entries = shownEntries()
  const at = entries.indexOf(focusedEntry()!)
  const next = at === -1 ? 0 : Math.max(0, Math.min(entries.length - 1, at + step))
  entries[next]?.focus()
}
