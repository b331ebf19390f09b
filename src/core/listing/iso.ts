const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** The day that was asked for last: most files of a folder are of one. */
let day = { number: Number.NaN, date: '' }

/** A moment as RFC 3339 has it, in UTC: as `toISOString`, at a fifth of its cost. */
export function renderIso(time: number): string {
  const number = Math.floor(time / DAY)
  if (number !== day.number) {
    day = { number, date: new Date(number * DAY).toISOString().slice(0, -13) }
  }
  const ms = time - number * DAY
  const two = (value: number) => (value < 10 ? `0${value}` : value)
  const clock = `${two(Math.floor(ms / HOUR))}:${two(Math.floor(ms / MINUTE) % 60)}:${two(Math.floor(ms / 1000) % 60)}`
  return `${day.date}${clock}.${String(ms % 1000).padStart(3, '0')}Z`
}
