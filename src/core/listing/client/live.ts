import { find, make, parse } from './dom.ts'

/** The parts of a page that can change, in their order, and where their rows are; `null`: none. */
const parts = [
  ['.routes', 'ul'],
  ['.files', 'tbody'],
  ['.gallery', 'ul'],
  ['.empty', null],
  ['.pages', null],
  ['.readme', null],
] as const

/** Shows what changes while the page is looked at, where the server tells of it. */
export function follow(onChange: () => void): void {
  if (find('main[data-live]') === null) return
  let events: EventSource | null = null
  let isLate = document.hidden
  let asked = 0
  async function refresh(): Promise<void> {
    if (asked++ > 0) return
    for (let seen = 0; seen < asked; ) {
      seen = asked
      await load().catch(() => {}) // the next event brings the next try
    }
    asked = 0
    onChange()
  }
  // A browser has six connections to a server: a page that nobody sees takes none.
  function connect(): void {
    events?.close()
    if (document.hidden) return
    events = new EventSource(new URL('events', import.meta.url))
    events.addEventListener('message', refresh)
    events.addEventListener('open', () => {
      if (isLate) refresh()
      isLate = true
    })
  }
  document.addEventListener('visibilitychange', connect)
  connect()
}

async function load(): Promise<void> {
  const response = await fetch(location.href, { headers: { Accept: 'text/html' } })
  if (response.status === 404) return showGone()
  if (!response.ok) return
  const page = parse(await response.text())
  if (find('.head', page) === null) return location.reload() // there is an index.html now
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
    else if (known === null) after.after(awake(fresh))
    else if (rows !== null) merge(find(rows, known)!, find(rows, fresh)!)
    else if (markupOf(known) !== markupOf(fresh)) known.replaceWith(fresh)
    after = find(part, main) ?? after
  }
}

/** What is in a part, whether or not it is unfolded. */
function markupOf(part: HTMLElement): string {
  return part.innerHTML.replaceAll(' open=""', '')
}

/** A script of a page that was parsed would not run. */
function awake(part: HTMLElement): HTMLElement {
  const script = find<HTMLScriptElement>('script', part)
  if (script !== null) {
    const { type, src, integrity } = script
    script.replaceWith(make('script', { type, src, integrity }))
  }
  return part
}

function showGone(): void {
  for (const [part] of parts) find(part)?.remove()
  find('.sum')!.firstChild!.textContent = ''
  find('.head')!.after(make('p', { class: 'card empty' }, 'This folder is gone.'))
}

/** Makes the rows of a list those of a fresh one; what has not changed stays, with its focus. */
function merge(list: HTMLElement, fresh: HTMLElement): void {
  const known = new Map([...list.children].map((row) => [keyOf(row), row]))
  const { activeElement: active } = document
  const focused = [...list.children].find((row) => row.contains(active))
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
  if (focused !== undefined && active !== document.activeElement) {
    const row = [...list.children].find((row) => keyOf(row) === keyOf(focused))
    const next = row === focused ? (active as HTMLElement) : row && find('a, summary', row)
    next?.focus({ preventScroll: true })
  }
}

/** A route keeps its form, and what is typed into it. */
function exchange(before: Element, row: Element): void {
  const head = find('summary', before)
  const fresh = find('summary', row)
  if (head !== null && fresh !== null) head.replaceChildren(...fresh.childNodes)
  else before.replaceWith(row)
  for (const changed of [before, row]) changed.classList.add('fresh')
}

function keyOf(row: Element): string {
  const { method, href = find('a', row)?.getAttribute('href') } = (row as HTMLElement).dataset
  return `${method} ${href}`
}

/** What a row says, but for its age, which changes by itself. */
function stateOf(row: Element): string {
  const values = [...row.querySelectorAll('data, time, .answers, .behind')]
  const says = values.map((value) => value.getAttribute('datetime') ?? value.textContent)
  return [(row as HTMLElement).dataset.kind, ...says].join('\n')
}
