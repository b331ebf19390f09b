import { bodyChecks } from './body-checks.ts'
import { changeChecks } from './change-checks.ts'
import { foldingChecks } from './folding-checks.ts'
import { injectedChecks } from './injected-checks.ts'
import { linkChecks } from './link-checks.ts'
import { listChecks } from './list-checks.ts'
import { nameChecks } from './name-checks.ts'
import { type Check, Place, type Runtime } from './place.ts'

/** What holds of a disk source on every runtime. */
export const checks: readonly Check[] = [
  ...nameChecks,
  ...linkChecks,
  ...changeChecks,
  ...bodyChecks,
  ...listChecks,
  ...foldingChecks,
  ...injectedChecks,
]

/** Runs one in a folder of its own. */
export async function run([, check]: Check, runtime: Runtime): Promise<void> {
  const place = new Place(runtime)
  try {
    await check(place)
  } finally {
    place.remove()
  }
}
