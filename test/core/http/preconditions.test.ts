import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { evaluatePreconditions } from '../../../src/core/http/preconditions.ts'
import type { Validators } from '../../../src/core/http/validators.ts'

const BEFORE = 'Sat, 29 Oct 1994 19:43:30 GMT'
const SAME = 'Sat, 29 Oct 1994 19:43:31 GMT'
const AFTER = 'Sat, 29 Oct 1994 19:43:32 GMT'

const current: Validators = { etag: '"xyzzy"', lastModified: Date.UTC(1994, 9, 29, 19, 43, 31) }
const weak: Validators = { ...current, etag: 'W/"xyzzy"' }
const dateless: Validators = { etag: '"xyzzy"' }
const tagless: Validators = { lastModified: current.lastModified }

type Verdict = 304 | 412 | null
type Row = [
  fields: Record<string, string>,
  GET: Verdict,
  PUT: Verdict,
  validators?: Validators | null,
]

const cases: Row[] = [
  // What cannot be told does nothing.
  [{}, null, null],
  [{ 'If-Modified-Since': 'yesterday' }, null, null], // not a date, §13.1.3
  [{ 'If-Modified-Since': '' }, null, null],
  [{ 'If-Modified-Since': `${SAME}, ${SAME}` }, null, null], // more than one member, §13.1.3
  [{ 'If-Modified-Since': SAME }, null, null, dateless],
  [{ 'If-Modified-Since': SAME }, null, null, null],
  [{ 'If-Unmodified-Since': 'yesterday' }, null, null], // §13.1.4
  [{ 'If-Unmodified-Since': BEFORE }, null, null, dateless],
  [{ 'If-Unmodified-Since': BEFORE }, null, null, null],

  // If-Match, §13.1.1
  [{ 'If-Match': '"x"' }, 412, 412],
  [{ 'If-Match': 'xyzzy' }, 412, 412],
  [{ 'If-Match': '' }, null, null], // ours: an empty field is none
  [{ 'If-Match': '*' }, 412, 412, null],
  [{ 'If-Match': '"xyzzy"' }, 412, 412, null],
  [{ 'If-Match': '"xyzzy"' }, 412, 412, tagless],
  [{ 'If-Match': 'W/"xyzzy"' }, 412, 412, weak], // strong comparison
  [{ 'If-Match': '"xyzzy"' }, null, null],
  [{ 'If-Match': '"x", "xyzzy"' }, null, null],
  [{ 'If-Match': '*' }, null, null],
  [{ 'If-Match': '*' }, null, null, {}],

  // If-Unmodified-Since, §13.1.4
  [{ 'If-Unmodified-Since': BEFORE }, 412, 412],
  [{ 'If-Unmodified-Since': SAME }, null, null],
  [{ 'If-Unmodified-Since': AFTER }, null, null],
  [{ 'If-Match': '"xyzzy"', 'If-Unmodified-Since': BEFORE }, null, null], // ignored
  [{ 'If-Match': '"x"', 'If-Unmodified-Since': AFTER }, 412, 412],

  // If-None-Match, §13.1.2
  [{ 'If-None-Match': '"xyzzy"' }, 304, 412],
  [{ 'If-None-Match': 'W/"xyzzy"' }, 304, 412], // weak comparison
  [{ 'If-None-Match': '"xyzzy"' }, 304, 412, weak],
  [{ 'If-None-Match': '"xyzzy", "r2d2xxxx", "c3piozzzz"' }, 304, 412],
  [{ 'If-None-Match': '*' }, 304, 412],
  [{ 'If-None-Match': '*' }, 304, 412, {}],
  [{ 'If-None-Match': '*' }, null, null, null],
  [{ 'If-None-Match': '"x"' }, null, null],
  [{ 'If-None-Match': '"xyzzy"' }, null, null, tagless],

  // If-Modified-Since, §13.1.3
  [{ 'If-Modified-Since': BEFORE }, null, null],
  [{ 'If-Modified-Since': SAME }, 304, null],
  [{ 'If-Modified-Since': AFTER }, 304, null],
  [{ 'If-Modified-Since': 'Saturday, 29-Oct-94 19:43:31 GMT' }, 304, null],
  [{ 'If-Modified-Since': 'Sat Oct 29 19:43:31 1994' }, 304, null],
  [{ 'If-None-Match': '"x"', 'If-Modified-Since': AFTER }, null, null], // ignored
  [{ 'If-None-Match': 'garbage', 'If-Modified-Since': AFTER }, null, null],
  [{ 'If-None-Match': '"xyzzy"', 'If-Modified-Since': BEFORE }, 304, 412],

  // The order of §13.2.2
  [{ 'If-Match': '"x"', 'If-None-Match': '"xyzzy"' }, 412, 412],
  [{ 'If-Match': '"xyzzy"', 'If-None-Match': '"xyzzy"' }, 304, 412],
  [{ 'If-Unmodified-Since': BEFORE, 'If-Modified-Since': SAME }, 412, 412],
  [{ 'If-Unmodified-Since': SAME, 'If-Modified-Since': SAME }, 304, null],
  [{ 'If-Unmodified-Since': SAME, 'If-None-Match': '*' }, 304, 412],
]

for (const [fields, whenRead, whenWritten, validators = current] of cases) {
  const headers = new Headers(fields)
  test(`evaluatePreconditions() ${JSON.stringify([fields, validators])}`, () => {
    for (const method of ['GET', 'HEAD']) {
      assert.equal(evaluatePreconditions({ method, headers }, validators), whenRead, method)
    }
    for (const method of ['PUT', 'POST', 'PATCH', 'DELETE']) {
      assert.equal(evaluatePreconditions({ method, headers }, validators), whenWritten, method)
    }
    for (const method of ['OPTIONS', 'TRACE', 'CONNECT']) {
      assert.equal(evaluatePreconditions({ method, headers }, validators), null, method)
    }
  })
}

test('evaluatePreconditions() reads several field lines as one list', () => {
  const headers = new Headers()
  headers.append('If-None-Match', '"x"')
  headers.append('If-None-Match', '"xyzzy"')
  assert.equal(evaluatePreconditions({ method: 'GET', headers }, current), 304)
})

test('evaluatePreconditions() takes a Request', () => {
  const request = new Request('http://localhost/', { headers: { 'If-None-Match': '"xyzzy"' } })
  assert.equal(evaluatePreconditions(request, current), 304)
})

test('evaluatePreconditions() answers 304 to nothing but a read', () => {
  const value = fc.constantFrom(null, '*', '"xyzzy"', '"x"', BEFORE, SAME, AFTER, '?')
  const fields = fc.record({
    'if-match': value,
    'if-none-match': value,
    'if-modified-since': value,
    'if-unmodified-since': value,
  })
  fc.assert(
    fc.property(fields, fc.constantFrom('PUT', 'POST', 'QUERY'), (values, method) => {
      const get = (name: string) => values[name.toLowerCase() as keyof typeof values]
      assert.notEqual(evaluatePreconditions({ method, headers: { get } }, current), 304)
    }),
  )
})
