/** A mistake of the person at the keyboard: one line on stderr, exit code 2, no stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
