import { find, make } from './dom.ts'
import { shownEntries } from './entries.ts'

/** Puts the field that filters the entries as one types; `null` where there is nothing to filter. */
export function addFilter(): HTMLInputElement | null {
  const tools = find('.tools')
  if (tools === null) return null
  const label = 'Filter this folder'
  const field = make('input', {
    type: 'search',
    class: 'filter',
    placeholder: 'Filter',
    'aria-label': label,
    'aria-keyshortcuts': '/',
    autocomplete: 'off',
    spellcheck: 'false',
  })
  const status = make('span', { role: 'status' })
  const none = make('p', { class: 'none', hidden: '' }, 'No name has this in it.')
  tools.prepend(field)
  find('.sum')?.append(status)
  find('main')?.append(none)
  field.addEventListener('input', () => {
    applyFilter(field)
    const { length } = shownEntries()
    status.textContent = field.value === '' ? '' : ` · ${length} shown`
    none.hidden = length > 0
  })
  return field
}

/** Hides what does not have every word of the filter in its name. */
export function applyFilter(field: HTMLInputElement): void {
  const words = field.value.toLowerCase().split(/\s+/)
  for (const row of document.querySelectorAll<HTMLElement>('main [data-kind]')) {
    const name = find('.label, .call', row)?.textContent?.toLowerCase() ?? ''
    row.hidden = !words.every((word) => name.includes(word))
  }
}
