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
  const none = make('p', { class: 'none', hidden: '' }, 'No name has this in it.')
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
