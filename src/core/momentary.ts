/** What a system says that has no room for one more open file, or no memory for it. */
const MOMENTARY = new Set(['EMFILE', 'ENFILE', 'ENOMEM'])

/** Whether an error says nothing of what was asked for: a moment later the answer is another. */
export function isMomentary(error: unknown): boolean {
  return MOMENTARY.has((error as { code?: string } | null)?.code ?? '')
}
