let count = 0
let current = 0

/**
 * Marks the turn of the event loop in which a listener of ours handles requests.
 *
 * A request of this turn had arrived when the turn began. What the disk said once in it, it said
 * after that: asking again would tell the request nothing newer.
 */
export function beginTurn(): void {
  if (current === 0) renewTurn()
}

/** Begins a turn within the turn, for a request that may have arrived meanwhile. */
export function renewTurn(): void {
  if (current === 0) setImmediate(endTurn)
  current = ++count
}

/** The number of this turn, or 0 outside of one: then nothing that was seen before may be trusted. */
export function currentTurn(): number {
  return current
}

function endTurn(): void {
  current = 0
}
