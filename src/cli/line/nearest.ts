/** How many slips of the finger a word may be away. */
const MAX_DISTANCE = 2

/**
 * Finds the candidate that `word` was most likely meant to be: at most two slips away, and fewer
 * for a short word. `null`: none is near.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const limit = Math.min(MAX_DISTANCE, Math.floor(word.length / 2))
  let best: string | null = null
  let bestDistance = limit + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance]
  }
  return best
}

/**
 * Counts the insertions, deletions, replacements and swaps of neighbours between two words:
 * Damerau and Levenshtein's distance, where no part is edited twice.
 */
export function editDistance(from: string, to: string): number {
  let beforePrevious: number[] = []
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1]
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      current[column] = Math.min(
        previous[column]! + 1,
        current[column - 1]! + 1,
        previous[column - 1]! + (isSame ? 0 : 1),
        row > 1 && column > 1 && isSwap ? beforePrevious[column - 2]! + 1 : Infinity,
      )
    }
    beforePrevious = previous
    previous = current
  }
  return previous[to.length]!
}
