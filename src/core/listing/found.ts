import type { FileRow, RouteRow } from './entries.ts'
import { renderJsonLines } from './json.ts'
import type { Found } from './search.ts'
import { renderText } from './text.ts'

type Finding = AsyncGenerator<Found, boolean, void>

/** What was found, the nearest first, and whether that is all. */
export async function allFound(
  finding: Finding,
): Promise<{ rows: FileRow[]; routes: RouteRow[]; isAll: boolean }> {
  const rows: FileRow[] = []
  const routes: RouteRow[] = []
  for (;;) {
    const { done, value } = await finding.next()
    if (done) return { rows, routes, isAll: value }
    rows.push(...value.rows)
    routes.push(...value.routes)
  }
}

/** What is found as JSON, as soon as it is found. */
export async function* foundJson(
  finding: Finding,
  query: string,
): AsyncGenerator<string, void, void> {
  yield `{"query":${JSON.stringify(query)},"found":[`
  for (let isFirst = true; ; isFirst = false) {
    const { done, value } = await finding.next()
    if (done) return yield `\n],"isComplete":${value}}\n`
    yield renderJsonLines(value.rows, value.routes, isFirst)
  }
}

/** The paths of what is found, as soon as it is found. */
export async function* foundText(finding: Finding): AsyncGenerator<string, void, void> {
  for (;;) {
    const { done, value } = await finding.next()
    if (done) return
    yield renderText(value.rows)
  }
}
