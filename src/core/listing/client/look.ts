import { closest, copy, find, icon, iconButton, make, parse } from './dom.ts'
import { canBeLookedAt, nameOf, rowOf, shownEntries } from './entries.ts'
import { MAX_SHOWN, onlyBeginning, readBeginning, renderJson, renderTable } from './text.ts'

const name = make('h2', { id: 'look' })
const about = make('p', { class: 'sum' })
const stage = make('div', {
  class: 'stage',
  tabindex: '0',
  autofocus: '',
  role: 'region',
  'aria-label': 'Content',
})
const opening = make('a', { class: 'button' }, 'Open')
const saving = make('a', { class: 'button', download: '' }, 'Download')
const copying = iconButton('copy', 'Copy link', () => copy(opening.href, copying))
const dialog = make(
  'dialog',
  { class: 'look', 'aria-labelledby': 'look' },
  make(
    'div',
    { class: 'bar' },
    make('div', { 'aria-live': 'polite' }, name, about),
    make(
      'div',
      { class: 'tools' },
      iconButton('back', 'Previous', () => turn(-1)),
      iconButton('next', 'Next', () => turn(1)),
      copying,
      saving,
      opening,
      iconButton('close', 'Close', leave),
    ),
  ),
  stage,
)

let shown: HTMLAnchorElement | null = null
let loading = new AbortController()

/** Shows what is behind an entry, over the page. */
export async function look(entry: HTMLAnchorElement): Promise<void> {
  if (!dialog.isConnected) document.body.append(dialog)
  if (!dialog.open) dialog.showModal()
  shown = entry
  opening.href = entry.href
  saving.href = entry.href
  saving.hidden = rowOf(entry).dataset.kind === 'route'
  name.textContent = nameOf(entry)
  about.textContent = aboutOf(entry)
  loading.abort()
  loading = new AbortController()
  stage.replaceChildren()
  await show(entry, loading.signal).catch((error) => {
    if (error.name !== 'AbortError') tell('It could not be loaded.')
  })
}

/** Shows what has become of that which is looked at. */
export async function lookAgain(): Promise<void> {
  if (shown === null || shown.isConnected) return
  const entry = sameEntry(shown)
  if (entry === undefined) return tell('It is gone.')
  const { scrollTop } = stage
  await look(entry)
  stage.scrollTop = scrollTop
}

/** Gives the focus back at once: the event `close` comes when the next may be open. */
function leave(): void {
  if (shown === null) return
  const entry = shown.isConnected ? shown : sameEntry(shown)
  shown = null
  dialog.close()
  loading.abort()
  stage.replaceChildren()
  entry?.focus()
}

dialog.addEventListener('cancel', leave)
dialog.addEventListener('close', () => {
  if (!dialog.open) leave()
})
dialog.addEventListener('click', ({ target }) => {
  if (target === dialog) leave()
})
stage.addEventListener('click', (event) => {
  const place = closest(event.target, 'a')?.getAttribute('href') ?? ''
  if (!place.startsWith('#')) return
  event.preventDefault()
  find(`[id="${CSS.escape(decodeURIComponent(place.slice(1)))}"]`, stage)?.scrollIntoView()
})
dialog.addEventListener('keydown', (event) => {
  const { key, target } = event
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (closest(target, 'audio, video')) return
  if (key === ' ' && !closest(target, 'button, a, summary')) leave()
  else if (key === 'ArrowRight') turn(1)
  else if (key === 'ArrowLeft') turn(-1)
  else return
  event.preventDefault()
})

/** The entry that took the place of one that has gone from the page. */
function sameEntry({ href }: HTMLAnchorElement): HTMLAnchorElement | undefined {
  return shownEntries()
    .filter(canBeLookedAt)
    .find((entry) => entry.href === href)
}

/** Looks at the next entry that can be looked at, or the one before. */
function turn(step: 1 | -1): void {
  const entries = shownEntries().filter(canBeLookedAt)
  const next = entries[entries.indexOf(shown!) + step]
  if (next !== undefined) look(next)
}

/** `9.5 KB · 3 days ago`, or the method and the status of a route. */
function aboutOf(entry: HTMLElement): string {
  const values = rowOf(entry).querySelectorAll('data, time, .method, .answers')
  return [...values].map(({ textContent }) => textContent).join(' · ')
}

function tell(text: string): void {
  const { kind = 'file' } = rowOf(shown!).dataset
  const picture = kind === 'route' ? 'json' : kind
  stage.replaceChildren(make('div', { class: 'empty' }, icon(picture), make('p', {}, text)))
}

async function show(entry: HTMLAnchorElement, signal: AbortSignal): Promise<void> {
  const { kind } = rowOf(entry).dataset
  const src = entry.href
  const alt = nameOf(entry)
  if (sizeOf(entry) === 0) tell('There is nothing in it.')
  else if (kind === 'image') showMedia(make('img', { src, alt, class: 'there' }))
  else if (kind === 'audio' || kind === 'video') {
    showMedia(make(kind, { src, controls: '', preload: 'metadata', 'aria-label': alt }))
  } else if (kind === 'pdf') stage.append(make('iframe', { src, title: alt }))
  else if (/^(?:archive|font|file)$/.test(kind!)) {
    tell('There is no preview of this kind of file.')
  } else if (kind !== 'markdown' || sizeOf(entry) > MAX_SHOWN || !(await showProse(src, signal))) {
    const headers = kind === 'route' ? {} : onlyBeginning
    // Chromium completes a part that it has of a file that has grown since to that part of it.
    await showText(await fetch(src, { headers, signal, cache: 'no-store' }))
  }
}

/** In bytes; `NaN`: it is not known. */
function sizeOf(entry: HTMLElement): number {
  return Number(find<HTMLDataElement>('data', rowOf(entry))?.value)
}

/** Shows Markdown as the server renders it; `false`: it does not. */
async function showProse(src: string, signal: AbortSignal): Promise<boolean> {
  const at = src.lastIndexOf('/') + 1
  const response = await fetch(`${src.slice(0, at)}?markdown=${src.slice(at)}`, { signal })
  const page = response.ok ? parse(await response.text()) : null
  const prose = page && find('body > .prose:only-child', page)
  if (!prose) return false
  for (const name of ['href', 'src', 'srcset']) {
    for (const element of prose.querySelectorAll(`[${name}]`)) {
      const link = element.getAttribute(name)!
      if (!link.startsWith('#')) element.setAttribute(name, new URL(link, src).href)
    }
  }
  stage.append(prose)
  return true
}

function showMedia(media: HTMLElement): void {
  media.addEventListener('error', () => {
    if (media.isConnected) tell('This browser cannot show it.')
  })
  media.addEventListener('load', () => {
    const { naturalWidth, naturalHeight } = media as HTMLImageElement
    if (naturalWidth > 0 && media.isConnected) about.append(` · ${naturalWidth} × ${naturalHeight}`)
  })
  stage.append(media)
}

async function showText(response: Response): Promise<void> {
  const { isCut, isBinary, text } = await readBeginning(response)
  if (rowOf(shown!).dataset.kind === 'route') about.append(` · ${response.status} now`)
  else if (!response.ok && response.status !== 416)
    return tell(`The server says ${response.status}.`)
  if (isBinary) return tell('This is not text.')
  if (text === '' || response.status === 416) return tell('There is nothing in it.')
  const type = response.headers.get('Content-Type') ?? ''
  if (/csv|tab-sep/.test(type) && !isCut) {
    stage.append(renderTable(text, type.includes('csv') ? ',' : '\t'))
    return
  }
  stage.append(make('pre', {}, /json/.test(type) && !isCut ? renderJson(text) : text))
  if (isCut) {
    const open = make('a', { href: response.url }, 'Open all of it')
    stage.append(make('p', { class: 'sum cut' }, 'These are the first 256 KiB. ', open))
  }
}
