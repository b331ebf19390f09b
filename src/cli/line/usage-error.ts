/** A mistake of the person at the keyboard: one line on stderr, exit code 2, no stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Why the system refused, without its code and the path: `permission denied`. */
export function reasonOf(error: unknown): string {
  const { message } = error as Error
  return /^E[A-Z\d]+: (.*?)(?:, \w+(?: '.*)?)?$/s.exec(message)?.[1] ?? message
}
