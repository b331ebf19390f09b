/**
 * Whether a name on the way hides what is there: one that begins with a dot, but for
 * `.well-known` (RFC 8615) at the root, and `.pnpm` in a `node_modules`, where its links lead.
 */
export function isHiddenPath(names: readonly string[]): boolean {
  return names.some((name, depth) => {
    if (!name.startsWith('.')) return false
    if (name === '.well-known') return depth > 0
    return !(name === '.pnpm' && names[depth - 1] === 'node_modules')
  })
}
