import { closest, find, make } from './dom.ts'

/** Makes the list a gallery where it stands: nothing is loaded but pictures. */
export function switchInPlace(onChange: () => void): void {
  let { search } = location
  document.addEventListener('click', (event) => {
    const { target, button, ctrlKey, metaKey, shiftKey, altKey } = event
    const link = closest<HTMLAnchorElement>(target, '.views a')
    const files = find('.files')
    if (link === null || files === null || !link.search.includes('view=gallery')) return
    if (button !== 0 || ctrlKey || metaKey || shiftKey || altKey) return
    event.preventDefault()
    history.pushState(null, '', link.href)
    search = location.search
    const rows = files.querySelectorAll<HTMLElement>('tbody tr:not([data-kind="parent"])')
    const cards = make('ul', {}, ...[...rows].map(cardOf))
    files.replaceWith(make('div', { class: 'gallery' }, sortsOf(files), cards))
    find('.views [aria-current]')?.removeAttribute('aria-current')
    link.setAttribute('aria-current', 'true')
    for (const above of document.querySelectorAll<HTMLAnchorElement>('.path a')) {
      above.search = 'view=gallery'
    }
    onChange()
  })
  addEventListener('popstate', () => {
    if (location.search !== search) location.reload()
  })
}

/** The heads of the columns, as links to the orders of the gallery. */
function sortsOf(files: HTMLElement): HTMLElement {
  const links = [...files.querySelectorAll('a')].filter((link) => link.closest('th') !== null)
  for (const link of links) {
    const order = link.closest('th')!.ariaSort
    const query = new URLSearchParams(link.search)
    query.set('view', 'gallery')
    link.search = String(query)
    if (order) link.title = order
    if (order) link.className = order.replace('ending', '')
  }
  return make('nav', { class: 'sorts', 'aria-label': 'Order' }, ...links)
}

/** The card of a row, with its link and what it is sorted by. */
function cardOf(row: HTMLElement): HTMLElement {
  const { kind = '' } = row.dataset
  const link = find<HTMLAnchorElement>('.name > a', row)!
  const icon = link.firstElementChild!
  const thumb = make('span', { class: 'thumb' })
  icon.replaceWith(thumb)
  thumb.append(kind === 'image' ? make('img', { src: link.href, alt: '', loading: 'lazy' }) : icon)
  if (kind === 'directory') link.search = 'view=gallery'
  const card = make('li', { 'data-kind': kind }, make('div', { class: 'name' }, link))
  card.hidden = row.hidden
  const says = find(location.search.includes('sort=modified') ? 'time' : 'data', row)
  if (says !== null) card.append(make('span', { class: 'dim' }, says))
  return card
}
