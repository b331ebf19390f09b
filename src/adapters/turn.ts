let count = 0
let current = 0

/**
 * Marks the turn of the event loop in which a listener of ours handles requests.
 *
 * A request of this turn had arrived when the turn began. What the disk said once in it, it said
 * after that: asking again would tell the request nothing newer.
 */
export function beginTurn(): void {
  if (current !== 0) return
  current = ++count
  setImmediate(endTurn)
}

/** The number of this turn, or 0 outside of one: then nothing that was seen before may be trusted. */
export function currentTurn(): number {
  return current
}

function endTurn(): void {
  current = 0
}
