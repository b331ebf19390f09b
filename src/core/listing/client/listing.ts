import { renderAge } from '../units.ts'
import { addEyes, addEyesForFingers } from './acts.ts'
import { addStyle, closest, copy, find, icon, make } from './dom.ts'
import { canBeLookedAt, focusedEntry, moveFocus, stepOf } from './entries.ts'
import { addFilter, applyFilter } from './filter.ts'
import { switchInPlace } from './gallery.ts'
import { follow } from './live.ts'
import { look, lookAgain } from './look.ts'

addStyle()
let filter = addFilter()
addEyes()
addEyesForFingers()
tellTimes()
tendPictures()
switchInPlace(addEyesForFingers)
follow(() => {
  filter ??= addFilter()
  if (filter !== null) applyFilter(filter)
  addEyesForFingers()
  tellTimes()
  lookAgain()
})
setInterval(tellTimes, 60_000)
if (filter !== null) find('footer span')?.after(make('span', { class: 'keys' }, ...keys()))

document.addEventListener('keydown', (event) => {
  const { key, target } = event
  if (event.ctrlKey || event.metaKey || event.altKey || find('dialog[open]') !== null) return
  const isFilter = target === filter
  if (!isFilter && closest(target, 'input, textarea, select')) return
  if (isFilter ? onFilterKey(key) : onKey(key)) event.preventDefault()
})

/** Whether the key was for the filter. */
function onFilterKey(key: string): boolean {
  if (key === 'Escape') {
    if (filter!.value === '') filter!.blur()
    filter!.value = ''
    filter!.dispatchEvent(new Event('input'))
    return true
  }
  if (key === 'ArrowDown') moveFocus(0)
  return key === 'ArrowDown'
}

/** Whether the key was for the entries. */
function onKey(key: string): boolean {
  const entry = focusedEntry()
  if (key === '/' && filter !== null) filter.focus()
  else if (key === 'Backspace')
    find<HTMLAnchorElement>('.path li:last-child a[href^=".."]')?.click()
  else if (key === ' ' && entry !== null && canBeLookedAt(entry)) look(entry)
  else if (key === 'c' && entry instanceof HTMLAnchorElement) copy(entry.href, entry)
  else if (stepOf(key) === 0 || document.activeElement?.matches('[tabindex="0"]')) return false
  else moveFocus(stepOf(key))
  return true
}

function isSmall({ naturalWidth, clientWidth }: HTMLImageElement): boolean {
  return naturalWidth < clientWidth
}

/** Whether much of a picture would be cut off where it fills its card. */
function isCut({ naturalWidth, naturalHeight }: HTMLImageElement): boolean {
  const ratio = naturalWidth / naturalHeight
  return ratio < 1.1 || ratio > 1.9
}

/** A picture that cannot be shown has its icon instead; small or narrow ones are shown whole. */
function tendPictures(): void {
  const tend = (image: EventTarget | null, isBroken: boolean) => {
    if (!(image instanceof HTMLImageElement && image.matches('.thumb img'))) return
    if (isBroken) image.replaceWith(icon('image'))
    else if (!image.src.endsWith('.svg')) {
      image.classList.add(isCut(image) || isSmall(image) ? 'whole' : 'there')
    }
  }
  document.addEventListener('error', ({ target }) => tend(target, true), true)
  document.addEventListener('load', ({ target }) => tend(target, false), true)
  for (const image of [...document.images]) {
    if (image.complete) tend(image, image.naturalWidth === 0)
  }
}

/** Ages as they are now, and the exact time as the clock of the visitor has it. */
function tellTimes(): void {
  for (const time of document.querySelectorAll('time')) {
    const date = new Date(time.dateTime)
    time.textContent = renderAge(date.getTime(), Date.now())
    time.title = date.toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'medium' })
  }
}

function keys(): Node[] {
  const shown = [
    ['/', 'filter'],
    ['↑ ↓', 'move'],
    ['Space', 'look'],
    ['⌫', 'up'],
  ] as const
  return shown.map(([key, meaning]) => make('span', {}, make('kbd', {}, key), ` ${meaning}`))
}
