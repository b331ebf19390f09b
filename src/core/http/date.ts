// Dates: RFC 9110 §5.6.7.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Sun, 06 Nov 1994 08:49:37 GMT` */
const FIXDATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d\d) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/
/** `Sunday, 06-Nov-94 08:49:37 GMT` */
const RFC850 =
  /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (\d\d)-(\w{3})-(\d\d) (\d\d):(\d\d):(\d\d) GMT$/
/** `Sun Nov  6 08:49:37 1994` */
const ASCTIME = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\w{3}) (\d\d| \d) (\d\d):(\d\d):(\d\d) (\d{4})$/

/** The first and the last second that a year of four digits can say. */
const FIRST = -62_167_219_200_000
const LAST = 253_402_300_799_000

/**
 * Parses a date in any of the three formats of §5.6.7 into milliseconds since the epoch.
 *
 * Returns `undefined` for anything else, also for a day that no calendar has. The name of the day
 * is not compared with the date. `now` decides the century of a year with two digits.
 */
export function parseHttpDate(text: string, now = Date.now()): number | undefined {
  const [, day, month, year, ...clock] = FIXDATE.exec(text) ?? []
  if (day && month && year) return timeOf(Number(year), month, day, clock)

  const [, oldDay, oldMonth, oldYear, ...oldClock] = RFC850.exec(text) ?? []
  if (oldDay && oldMonth && oldYear) {
    return nearestCentury(now, oldYear, (year) => timeOf(year, oldMonth, oldDay, oldClock))
  }

  const [, ascMonth, ascDay, hour, minute, second, ascYear] = ASCTIME.exec(text) ?? []
  if (ascMonth && ascDay && hour && minute && second) {
    return timeOf(Number(ascYear), ascMonth, ascDay, [hour, minute, second])
  }
  return undefined
}

/** `undefined` when the calendar or the clock does not have it. */
function timeOf(year: number, name: string, day: string, clock: string[]): number | undefined {
  const month = MONTHS.indexOf(name)
  const [hour = 0, minute = 0, second = 0] = clock.map(Number)
  const isLeapSecond = second === 60 && hour === 23 && minute === 59
  if (month < 0 || hour > 23 || minute > 59 || (second > 59 && !isLeapSecond)) return undefined

  // Not Date.UTC: it moves the years 0 to 99 into the 20th century.
  const date = new Date(0)
  date.setUTCFullYear(year, month, Number(day))
  if (date.getUTCMonth() !== month || date.getUTCDate() !== Number(day)) return undefined
  return date.setUTCHours(hour, minute, second)
}

/** The latest year that ends in `digits` and is not more than 50 years after `now`. */
function nearestCentury(
  now: number,
  digits: string,
  time: (year: number) => number | undefined,
): number | undefined {
  const limit = new Date(now)
  limit.setUTCFullYear(limit.getUTCFullYear() + 50)
  const century = limit.getUTCFullYear() - (limit.getUTCFullYear() % 100)
  const later = time(century + Number(digits))
  if (later !== undefined && later <= limit.getTime()) return later
  return time(century - 100 + Number(digits))
}

let lastTime = Number.NaN
let lastText = ''

/**
 * Renders milliseconds since the epoch as an IMF-fixdate: `Sun, 06 Nov 1994 08:49:37 GMT`.
 *
 * Times outside the years 0000 to 9999 are moved to the nearest that can be said; what is no time
 * at all is the epoch.
 */
export function renderHttpDate(time: number): string {
  const second = Math.floor(Math.min(Math.max(time, FIRST), LAST) / 1000) * 1000
  if (second !== lastTime) {
    lastTime = Number.isNaN(second) ? 0 : second
    lastText = new Date(lastTime).toUTCString()
  }
  return lastText
}
