/**
 * Whether a name on the way hides what is there: one that begins with a dot, but for
 * `.well-known` (RFC 8615) at the root.
 */
export function isHiddenPath(names: readonly string[]): boolean {
  return names.some((name, depth) => {
    return name.startsWith('.') && !(depth === 0 && name === '.well-known')
  })
}
