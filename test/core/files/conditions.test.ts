import { expect, test } from 'vitest'
import { createApp, memoryFiles } from '../../../src/index.ts'

const lastModified = Date.parse('Tue, 02 Jan 2024 03:04:05 GMT')
const content = 'abcdefghijklmnopqrstuvwxyz'
const app = createApp({ source: memoryFiles({ 'a.txt': { content, lastModified } }) })
const tag = (await app.request('/a.txt')).headers.get('etag')!

const date = (milliseconds: number) => new Date(lastModified + milliseconds).toUTCString()
const dates = [null, date(-1000), date(0), date(1000), 'junk']
const tags = [null, '*', tag, `W/${tag}`, '"x"', `"x", ${tag}`, 'x']
const ranges = [null, 'bytes=0-1', 'bytes=99-', 'bytes=5-2']
const rangeConditions = [null, tag, `W/${tag}`, '"x"', date(-1000), date(0), date(1000), 'junk']

/** The fields of a request that a condition or a part may be in. */
interface Asked {
  readonly ifMatch: string | null
  readonly ifUnmodifiedSince: string | null
  readonly ifNoneMatch: string | null
  readonly ifModifiedSince: string | null
  readonly range: string | null
  readonly ifRange: string | null
}

function* combinations(): Generator<Asked> {
  for (const ifMatch of tags) {
    for (const ifUnmodifiedSince of dates) {
      for (const ifNoneMatch of tags) {
        for (const ifModifiedSince of dates) {
          for (const range of ranges) {
            for (const ifRange of range === null ? [null] : rangeConditions) {
              yield { ifMatch, ifUnmodifiedSince, ifNoneMatch, ifModifiedSince, range, ifRange }
            }
          }
        }
      }
    }
  }
}

const names: Record<keyof Asked, string> = {
  ifMatch: 'If-Match',
  ifUnmodifiedSince: 'If-Unmodified-Since',
  ifNoneMatch: 'If-None-Match',
  ifModifiedSince: 'If-Modified-Since',
  range: 'Range',
  ifRange: 'If-Range',
}

function fieldsOf(asked: Asked): Record<string, string> {
  const pairs = Object.entries(asked).filter(([, value]) => value !== null)
  return Object.fromEntries(pairs.map(([key, value]) => [names[key as keyof Asked], value]))
}

/** The six steps of RFC 9110 §13.2.2 in the words of the section, by nothing of ours. */
function expected(method: 'GET' | 'HEAD', asked: Asked): number {
  const { ifMatch, ifUnmodifiedSince, ifNoneMatch, ifModifiedSince, range, ifRange } = asked
  const names = (list: string, weakly: boolean) =>
    list === '*' || list.split(', ').some((one) => one === tag || (weakly && one === `W/${tag}`))

  if (ifMatch !== null) {
    if (!names(ifMatch, false)) return 412
  } else if (ifUnmodifiedSince !== null && lastModified > Date.parse(ifUnmodifiedSince)) return 412

  if (ifNoneMatch !== null) {
    if (names(ifNoneMatch, true)) return 304
  } else if (ifModifiedSince !== null && lastModified <= Date.parse(ifModifiedSince)) return 304

  if (method !== 'GET' || range === null || range === 'bytes=5-2') return 200
  const holds = ifRange === null || ifRange === tag || ifRange === date(0)
  if (!holds) return 200
  return range === 'bytes=0-1' ? 206 : 416
}

test.each(['GET', 'HEAD'] as const)('RFC 9110 §13.2.2: every condition of %s', async (method) => {
  let asked = 0
  for (const one of combinations()) {
    const headers = fieldsOf(one)
    const { status } = await app.request('/a.txt', { method, headers })
    if (status !== expected(method, one)) expect.fail(`${status} for ${JSON.stringify(headers)}`)
    asked++
  }
  expect(asked).toBe(30_625)
})
