import type { Mistake } from '../mistake.ts'

/** Characters of a line, at most. */
const MAX_LINE = 2000

/** Mistakes of one file that are told, at most. */
const MAX_MISTAKES = 100

/** Mistakes after which a file is taken for something else, and not read on. */
const HOPELESS = 1000

/** A line that says something, without the space around it. */
export interface Line {
  readonly text: string
  /** Counted from 1. */
  readonly line: number
}

/** Collects what is wrong in one file. */
export interface MistakeList {
  readonly mistakes: Mistake[]
  /** Whether there are so many that the file is something else. */
  isHopeless(): boolean
  add(line: number, message: string): void
  /** Calls `read`, and notes a `SyntaxError` as a mistake of the line. */
  try(line: number, read: () => void): void
}

export function mistakeList(file: string): MistakeList {
  const mistakes: Mistake[] = []
  let count = 0

  function add(line: number, message: string): void {
    count += 1
    if (count <= MAX_MISTAKES) mistakes.push({ file, line, message })
    if (count === MAX_MISTAKES + 1) mistakes.push({ file, line, message: 'more mistakes follow' })
    if (count === HOPELESS) mistakes.push({ file, line, message: 'the rest is not read' })
  }

  return {
    mistakes,
    isHopeless: () => count >= HOPELESS,
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
    if (list.isHopeless()) return
    const trimmed = raw.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    if (trimmed.length <= MAX_LINE) yield { text: trimmed, line }
    else list.add(line, `a line of ${trimmed.length} characters: expected at most ${MAX_LINE}`)
  }
}
