import { find, parse } from './dom.ts'

/** The parts of a page that can change, in their order, and where their rows are; `null`: none. */
const parts = [
  ['.routes', 'ul'],
  ['.files', 'tbody'],
  ['.gallery', ''],
  ['.empty', null],
  ['.pages', null],
  ['.readme', null],
] as const

/** Shows what changes while the page is open, where the server tells of it. */
export function follow(onChange: () => void): void {
  if (find('main[data-live]') === null) return
  const events = new EventSource(new URL('events', import.meta.url))
  let isOpen = false
  let isBusy = false
  let isDue = false
  async function refresh(): Promise<void> {
    isDue = true
    if (isBusy) return
    isBusy = true
    while (isDue) {
      isDue = false
      await load().catch(() => {}) // the next event brings the next try
    }
    isBusy = false
    onChange()
  }
  events.addEventListener('message', refresh)
  events.addEventListener('open', () => {
    if (isOpen) refresh()
    isOpen = true
  })
}

async function load(): Promise<void> {
  const response = await fetch(location.href, { headers: { Accept: 'text/html' } })
  if (!response.ok) return
  const page = parse(await response.text())
  const main = find('main')!
  find('.icons')?.replaceWith(find('.icons', page)!)
  find('.sum')!.firstChild!.textContent = find('.sum', page)!.firstChild!.textContent
  const tools = find('.tools', page)
  if (find('.tools') === null && tools !== null) find('.head')?.append(tools)
  let after = find('.head')!
  for (const [part, rows] of parts) {
    const known = find(part, main)
    const fresh = find(part, page)
    if (fresh === null) known?.remove()
    else if (known === null) after.after(fresh)
    else if (rows !== null) merge(listOf(known, rows), listOf(fresh, rows))
    else if (known.innerHTML !== fresh.innerHTML) known.replaceWith(fresh)
    after = find(part, main) ?? after
  }
}

function listOf(part: HTMLElement, rows: string): HTMLElement {
  return rows === '' ? part : find(rows, part)!
}

/** Makes the rows of a list those of a fresh one; what has not changed stays, with its focus. */
function merge(list: HTMLElement, fresh: HTMLElement): void {
  const known = new Map([...list.children].map((row) => [keyOf(row), row]))
  let at = list.firstElementChild
  for (const row of [...fresh.children]) {
    const before = known.get(keyOf(row))
    known.delete(keyOf(row))
    if (before === undefined) {
      row.classList.add('fresh')
      list.insertBefore(row, at)
      continue
    }
    if (before === at) at = at.nextElementSibling
    else list.insertBefore(before, at)
    if (stateOf(before) !== stateOf(row)) exchange(before, row)
  }
  for (const row of known.values()) row.remove()
}

function exchange(before: Element, row: Element): void {
  const hasFocus = before.contains(document.activeElement)
  row.classList.add('fresh')
  before.replaceWith(row)
  if (hasFocus) find('a, summary', row)?.focus()
}

function keyOf(row: Element): string {
  const { method = '', href = '' } = (row as HTMLElement).dataset
  return `${method} ${href || find('a', row)?.getAttribute('href')}`
}

/** What a row says, but for its age, which changes by itself. */
function stateOf(row: Element): string {
  const values = [...row.querySelectorAll('data, time, .answers, .behind')]
  const says = values.map((value) => value.getAttribute('datetime') ?? value.textContent)
  return [(row as HTMLElement).dataset.kind, ...says].join('\n')
}
