import type { HeaderRule } from './headers.ts'
import type { Redirect } from './redirects.ts'

/** What `_redirects` and `_headers` say; what is absent says nothing. */
export interface Rules {
  readonly redirects?: readonly Redirect[]
  readonly headers?: readonly HeaderRule[]
}

/** The names of the rules files, at the root alone: they are read, and never sent. */
export const ruleFiles: readonly string[] = ['_redirects', '_headers']
