import { closest, copy, find, iconButton, make } from './dom.ts'
import { canBeLookedAt, nameOf, rowOf, shownEntries } from './entries.ts'
import { look } from './look.ts'

/** Fingers do not come near before they touch: every entry has its eye. */
export function addEyesForFingers(): void {
  if (matchMedia('(hover: none)').matches) for (const entry of shownEntries()) addEye(entry)
}

/** Puts the eye onto an entry when somebody comes near it. */
export function addEyes(): void {
  const onNear = ({ target }: Event) => {
    const row = closest(target, 'main [data-kind]')
    const entry = row && find('.name > a', row)
    if (entry) addEye(entry)
  }
  document.addEventListener('pointerover', onNear)
  document.addEventListener('focusin', onNear)
}

function addEye(entry: HTMLElement): void {
  const place = entry.closest('.name')
  if (place === null || !(entry instanceof HTMLAnchorElement) || entry.nextElementSibling) return
  if (rowOf(entry).dataset.kind === 'parent') return
  const acts = make('span', { class: 'acts' })
  const link = iconButton('copy', `Copy link to ${nameOf(entry)}`, () => copy(entry.href, link))
  if (canBeLookedAt(entry)) {
    acts.append(iconButton('eye', `Quick Look at ${nameOf(entry)}`, () => look(entry)))
  }
  acts.append(link)
  for (const button of acts.querySelectorAll('button')) button.tabIndex = -1
  place.append(acts)
}
