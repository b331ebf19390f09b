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
    files.replaceWith(make('ul', { class: 'gallery' }, ...[...rows].map(cardOf)))
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

/** The card of a row, with its link and its size. */
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
  const size = find('data', row)
  if (size !== null) card.append(make('span', { class: 'dim' }, size))
  return card
}
