/** Up to here items are sorted at once. */
const SLICE = 1000

/** Lets others have their turn. */
const turn = () => new Promise((resolve) => setTimeout(resolve))

/**
 * The items from `start` (inclusive) to `end` (exclusive) of the order, a slice after the other: a
 * quicksort that leaves alone what is not asked for. It moves the items.
 */
export async function* sorted<T>(
  items: T[],
  compare: (a: T, b: T) => number,
  { start = 0, end = items.length }: { start?: number; end?: number } = {},
): AsyncGenerator<T[], void, void> {
  const ends = [items.length]
  let at = 0
  while (at < Math.min(end, items.length)) {
    const next = ends.at(-1)!
    if (next <= start) at = ends.pop()!
    else if (next - at > SLICE) {
      ends.push(partition(items, at, next, compare))
      await turn()
    } else {
      const slice = items.slice(at, next).sort(compare)
      yield slice.slice(Math.max(0, start - at), Math.max(0, end - at))
      at = ends.pop()!
    }
  }
}

/** Moves what is before a pivot in front of what is behind it, and returns where that begins. */
function partition<T>(
  items: T[],
  start: number,
  end: number,
  compare: (a: T, b: T) => number,
): number {
  const pivot = items[start + ((end - start - 1) >> 1)]!
  let low = start - 1
  let high = end
  for (;;) {
    do low++
    while (compare(items[low]!, pivot) < 0)
    do high--
    while (compare(items[high]!, pivot) > 0)
    if (low >= high) return high + 1
    const item = items[low]!
    items[low] = items[high]!
    items[high] = item
  }
}
