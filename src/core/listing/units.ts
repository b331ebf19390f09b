const units = ['B', 'KB', 'MB', 'GB', 'TB']

/** A number of bytes as people read it, in steps of 1 000: `84 B`, `1.2 KB`. */
export function renderSize(bytes: number): string {
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** step
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[step]}`
}

/** A date to the minute, in UTC: `2026-11-22 10:42`. */
export function renderDate(lastModified: number): string {
  return new Date(lastModified).toISOString().slice(0, 16).replace('T', ' ')
}
