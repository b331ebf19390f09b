const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const units = ['B', 'KB', 'MB', 'GB', 'TB']

/** A number of bytes as people read it, in steps of 1 000: `84 B`, `1.2 KB`. */
export function renderSize(bytes: number): string {
  let step = 0
  let value = bytes
  // What would be shown as 1000 is 1.0 of the next.
  while (value >= (step === 0 ? 1000 : 999.5) && step < units.length - 1) {
    value /= 1000
    step++
  }
  return `${step === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${units[step]}`
}

/** `9536` => `9,536` */
export function renderCount(count: number): string {
  if (count < 1000) return String(count)
  return `${renderCount(Math.floor(count / 1000))},${String(count % 1000).padStart(3, '0')}`
}

/** `renderPlural(2, 'file')` => `2 files` */
export function renderPlural(count: number, noun: string): string {
  const plural = noun === 'entry' ? 'entries' : `${noun}s`
  return `${renderCount(count)} ${count === 1 ? noun : plural}`
}

/** `2026-11-22T10:42:07.000Z` => `2026-11-22 10:42:07 UTC` */
export function renderDate(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`
}

/** From how many milliseconds on an age is told in a unit, and how long that unit is. */
const ages: readonly [from: number, unit: number, name: string][] = [
  [548 * DAY, 365.25 * DAY, 'year'],
  [45 * DAY, 30.44 * DAY, 'month'],
  [2 * DAY, DAY, 'day'],
  [90 * MINUTE, HOUR, 'hour'],
  [MINUTE, MINUTE, 'minute'],
]

/** How long ago a moment is: `just now`, `3 hours ago`, `yesterday`; the day where it is to come. */
export function renderAge(lastModified: number, now: number): string {
  const age = now - lastModified
  if (age < -MINUTE) return new Date(lastModified).toISOString().slice(0, 10)
  if (age >= DAY && age < 2 * DAY) return 'yesterday'
  const found = ages.find(([from]) => age >= from)
  if (found === undefined) return 'just now'
  const [, unit, name] = found
  return `${renderPlural(Math.round(age / unit), name)} ago`
}
