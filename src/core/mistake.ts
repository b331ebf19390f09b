/** A file, the line where it has one, and what was expected. */
export interface Mistake {
  readonly file: string
  /** From 1. */
  readonly line?: number
  readonly message: string
}
