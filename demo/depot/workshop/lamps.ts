/** A lamp in the corridor, and how bright it burns, 0 to 1. */
interface Lamp {
  carriage: 'Barn' | 'Tawny' | 'Snowy'
  level: number
}

/** Minutes after 20:40 at which the lights go down: a little after Larkhollow. */
const LIGHTS_OUT = 240

/** How bright the corridor is, `minutes` after departure: it dims over a quarter of an hour. */
export function corridorLevel(minutes: number): number {
  const dimmed = Math.min(1, Math.max(0, (minutes - LIGHTS_OUT) / 15))
  return 1 - dimmed * 0.85
}

export function dim(lamps: Lamp[], minutes: number): Lamp[] {
  return lamps.map((lamp) => ({ ...lamp, level: corridorLevel(minutes) }))
}
