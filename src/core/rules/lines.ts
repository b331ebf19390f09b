import type { Mistake } from '../mistake.ts'

/** Characters of a line, at most. */
const MAX_LINE = 2000

/** Mistakes of one file that are told, at most. */
const MAX_MISTAKES = 100

/** A line that says something, without the space around it. */
export interface Line {
  readonly text: string
  /** Counted from 1. */
  readonly line: number
}

/** Collects what is wrong in one file. */
export interface MistakeList {
  readonly mistakes: Mistake[]
  add(line: number, message: string): void
  /** Calls `read`, and notes a `SyntaxError` as a mistake of the line. */
  try(line: number, read: () => void): void
}

export function mistakeList(file: string): MistakeList {
  const mistakes: Mistake[] = []
  let isFull = false

  function add(line: number, message: string): void {
    if (isFull) return
    isFull = mistakes.length === MAX_MISTAKES
    mistakes.push({ file, line, message: isFull ? 'more mistakes from here on' : message })
  }

  return {
    mistakes,
    add,
    try(line, read) {
      try {
        read()
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error
        add(line, error.message)
      }
    },
  }
}

/** The lines of a text, but for comments, empty ones, and those that are too long. */
export function* linesOf(text: string, list: MistakeList): Generator<Line> {
  let line = 0
  for (const raw of text.split('\n')) {
    line += 1
    const trimmed = raw.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    if (trimmed.length <= MAX_LINE) yield { text: trimmed, line }
    else list.add(line, `a line of ${trimmed.length} characters: expected at most ${MAX_LINE}`)
  }
}
