/**
 * Splits a pathname at `/` and decodes each name exactly once; empty ones are dropped.
 *
 * `null`: bad percent-encoding, NUL, or a `.` or `..` that came from an escape.
 */
export function decodeSegments(pathname: string): string[] | null {
  const names: string[] = []
  for (const raw of pathname.split('/')) {
    if (raw === '') continue
    const name = decodeName(raw)
    if (name === null || name === '.' || name === '..' || name.includes('\0')) return null
    names.push(name)
  }
  return names
}

function decodeName(raw: string): string | null {
  try {
    return decodeURIComponent(raw)
  } catch {
    return null // malformed percent-encoding
  }
}

/** The path of a file source that these names spell, or `null` where one of them holds a `/`. */
export function sourcePath(segments: readonly string[]): string | null {
  return segments.some((name) => name.includes('/')) ? null : segments.join('/')
}
