import { find, make } from './dom.ts'
import { shownEntries } from './entries.ts'

/** Makes the field filter the entries as one types; `null` where there is nothing to filter. */
export function addFilter(): HTMLInputElement | null {
  const tools = find('.tools:has(input)')
  if (tools === null) return null
  const field = find<HTMLInputElement>('input', tools)!
  const label = 'Filter this folder; Enter searches those below too'
  field.placeholder = 'Filter'
  field.setAttribute('aria-label', label)
  field.setAttribute('aria-keyshortcuts', '/')
  const status = make('span', { role: 'status' })
  const says = 'No name here has this in it. Enter searches the folders below too.'
  find('.sum')?.append(status)
  find('.head')?.after(make('p', { class: 'card none', hidden: '' }, says))
  field.addEventListener('input', () => applyFilter(field))
  return field
}

/** Hides what does not have every word of the filter in its name, and says what is left. */
export function applyFilter(field: HTMLInputElement): void {
  const words = field.value.toLowerCase().split(/\s+/)
  for (const row of document.querySelectorAll<HTMLElement>('main [data-kind]')) {
    const name = find('.label, .call', row)?.textContent?.toLowerCase() ?? ''
    row.hidden = !words.every((word) => name.includes(word))
  }
  for (const part of document.querySelectorAll<HTMLElement>('.routes, .files, .gallery')) {
    part.hidden = find('[data-kind]:not([hidden])', part) === null
  }
  const { length } = shownEntries()
  const isEmpty = field.value === ''
  find('.sum [role]')!.textContent = isEmpty ? '' : ` · ${length} shown`
  find('.none')!.hidden = isEmpty || length > 0
}
