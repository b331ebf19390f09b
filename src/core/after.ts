/** Goes on with a value that may come later, and stays synchronous when it is here already. */
export function after<T, R>(
  value: T | Promise<T>,
  next: (value: T) => R | Promise<R>,
): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value)
}

/** Reads something when it is asked for first, and has it at hand from then on. */
export function late<T>(read: () => Promise<T>): () => T | Promise<T> {
  let known: T | Promise<T> | undefined
  return () => {
    known ??= read().then(
      (value) => (known = value),
      (error) => {
        known = undefined
        throw error
      },
    )
    return known
  }
}
