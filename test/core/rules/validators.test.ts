// An owner who says an entity tag or a date himself: conditions are judged by what is sent.
import { describe, expect, test } from 'vitest'
import { createApp, memoryFiles } from '../../../src/index.ts'

const long = 'a'.repeat(4000)
const DATE = 'Wed, 21 Oct 2015 07:28:00 GMT'

const app = createApp({
  source: memoryFiles({
    'own.txt': 'hello',
    'long.txt': long,
    'both.txt': 'hello',
    'dated.txt': 'hello',
    'bare.txt': 'hello',
    'none.txt': 'hello',
    'menu.GET.json': '["tea"]',
    'list.MOCK.json': JSON.stringify([{ headers: { etag: '"list"' }, body: 'tea' }]),
    'odd.MOCK.json': JSON.stringify([{ headers: { ETag: 'odd' }, body: 'tea' }]),
    'one.json': '1',
    'file.MOCK.json': JSON.stringify([{ headers: { etag: '"file"' }, file: 'one.json' }]),
    _headers: `
/own.txt
  ETag: "own"
/long.txt
  ETag: "long"
/both.txt
  ETag: "one"
/both*
  ETag: "two"
/dated.txt
  ! ETag
  Last-Modified: ${DATE}
/bare.txt
  ETag: bare
/none.txt
  ! ETag
  ! Last-Modified
/menu
  ETag: W/"menu"
`,
  }),
})

type Row = [path: string, fields: Record<string, string>, status: number, etag: string | null]

describe('conditions on what the owner says: RFC 9110 §13.1', () => {
  test.each<Row>([
    ['/own.txt', {}, 200, '"own"'],
    ['/own.txt', { 'If-None-Match': '"own"' }, 304, '"own"'],
    ['/own.txt', { 'If-None-Match': 'W/"own"' }, 304, '"own"'],
    ['/own.txt', { 'If-None-Match': '"other"' }, 200, '"own"'],
    ['/own.txt', { 'If-Match': '"own"' }, 200, '"own"'],
    ['/own.txt', { 'If-Match': '"other"' }, 412, null],
    ['/own.txt', { Range: 'bytes=1-2', 'If-Range': '"own"' }, 206, '"own"'],
    ['/own.txt', { Range: 'bytes=1-2', 'If-Range': '"other"' }, 200, '"own"'],
    ['/own.txt', { Range: 'bytes=0-0,4-4' }, 206, '"own"'],
    // Coded on the way it is another form, which a strong tag would take for the same: §8.8.3.3.
    ['/long.txt', { 'Accept-Encoding': 'gzip' }, 200, 'W/"long"'],
    ['/long.txt', { 'Accept-Encoding': 'gzip', 'If-None-Match': '"long"' }, 304, 'W/"long"'],
    ['/long.txt', { 'Accept-Encoding': 'gzip', 'If-Match': '"long"' }, 412, null],
    ['/long.txt', { 'Accept-Encoding': 'gzip', Range: 'bytes=0-1' }, 206, '"long"'],
    [
      '/long.txt',
      { 'Accept-Encoding': 'gzip', Range: 'bytes=0-1', 'If-Range': '"long"' },
      206,
      '"long"',
    ],
    ['/dated.txt', { 'If-Modified-Since': DATE }, 304, null],
    ['/dated.txt', { 'If-Modified-Since': 'Tue, 20 Oct 2015 07:28:00 GMT' }, 200, null],
    ['/dated.txt', { Range: 'bytes=1-2', 'If-Range': DATE }, 206, null],
    // What is no entity tag is sent, and compared with nothing.
    ['/both.txt', {}, 200, '"one", "two"'],
    ['/both.txt', { 'If-None-Match': '"one"' }, 200, '"one", "two"'],
    ['/bare.txt', { 'If-None-Match': '"bare"' }, 200, 'bare'],
    ['/none.txt', { 'If-Modified-Since': 'Tue, 20 Oct 2037 07:28:00 GMT' }, 200, null],
    ['/none.txt', { 'If-None-Match': '*' }, 304, null],
    ['/menu', { 'If-None-Match': '"menu"' }, 304, 'W/"menu"'],
    ['/list', { 'If-None-Match': '"list"' }, 304, '"list"'],
    ['/list', { 'If-None-Match': '"other"' }, 200, '"list"'],
    ['/odd', { 'If-None-Match': '"odd"' }, 200, 'odd'],
    ['/file', { 'If-None-Match': '"file"' }, 304, '"file"'],
    ['/file', {}, 200, '"file"'],
  ])('%s %o is answered %i with %s', async (path, fields, status, etag) => {
    const response = await app.request(path, { headers: fields })
    const sent = response.status === 412 ? null : response.headers.get('ETag')
    expect([response.status, sent]).toEqual([status, etag])
  })

  test('a tag that was taken away is compared with nothing', async () => {
    const plain = createApp({ source: memoryFiles({ 'none.txt': 'hello' }) })
    const etag = (await plain.request('/none.txt')).headers.get('ETag')!
    expect((await app.request('/none.txt', { headers: { 'If-None-Match': etag } })).status).toBe(
      200,
    )
  })
})
