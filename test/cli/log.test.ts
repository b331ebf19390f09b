import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { accessLog, type LogRecord, renderTime } from '../../src/cli/serve/log.ts'
import { paintFor, type Terminal } from '../../src/cli/terminal.ts'

const now = () => new Date(2026, 10, 22, 9, 1, 7)

const users: LogRecord = {
  method: 'GET',
  target: '/api/users/7',
  status: 200,
  size: 84,
  notes: [
    { step: 'host', reason: 'first' },
    { step: 'route', reason: 'api/users/[id].GET.json  id=7' },
  ],
  ip: '127.0.0.1',
  ms: 0.6,
}

function logged(
  records: Partial<LogRecord>[],
  { columns = 100, isTty = true, color = false, peers = false } = {},
): string[] {
  const lines: string[] = []
  const paint = paintFor(color)
  const write = (line: string) => void lines.push(line)
  const terminal: Terminal = { isTty, columns, paint, write, writeSoon: write }
  const log = accessLog(terminal, { peers, now })
  for (const record of records) log({ ...users, ...record })
  return lines
}

describe('accessLog()', () => {
  test('writes time, method, path, status, size, time taken and the last reason', () => {
    const [line] = logged([{}])
    assert.deepEqual(line?.split(/\s{2,}/), [
      '09:01:07',
      'GET',
      '/api/users/7',
      '200',
      '84 B',
      '1 ms',
      'api/users/[id].GET.json',
      'id=7',
    ])
  })

  for (const isTty of [true, false]) {
    test(`keeps its columns under each other ${isTty ? 'on a terminal' : 'on a pipe'}`, () => {
      const lines = logged(
        [
          { method: 'OPTIONS', target: '/assets/index.html', size: 0 },
          { method: 'GET', target: '/', size: 1_234_567, ms: 1234 },
          { method: 'GET', target: '/short', size: 32_200 },
          { method: 'DELETE', target: '/x', size: null, ms: 12 },
        ],
        { isTty },
      )
      assert.equal(new Set(lines.map((line) => line.indexOf('200'))).size, 1)
      assert.equal(new Set(lines.map((line) => line.indexOf(' ms '))).size, 1)
      assert.equal(new Set(lines.map((line) => line.indexOf('api/users/['))).size, 1)
    })
  }

  test('puts a reason that the row has no room for below it, under the path', () => {
    const [line] = logged([{ target: '/a' }], { columns: 80 })
    const [row, below, ...others] = line!.split('\n')
    assert.ok(row!.length <= 80 && row!.endsWith('1 ms'))
    assert.equal(below, `${' '.repeat(row!.indexOf('/a'))}api/users/[id].GET.json  id=7`)
    assert.deepEqual(others, [])
    assert.ok(!logged([{}], { columns: 80, isTty: false })[0]!.includes('\n'))
  })

  test('shortens a long path to what the terminal has room for', () => {
    const target = `/${'long/'.repeat(100)}end.js`
    const [line] = logged([{ target }], { columns: 80 })
    assert.ok(line!.includes('…') && line!.includes('end.js'))
    assert.ok(line!.indexOf('200') < 60)
  })

  test('spells a path as it is read on a terminal, and as it was asked on a pipe', () => {
    const target = '/%E6%97%A5/%C3%BC%20b'
    const [row, other] = logged([{ target }, { target: '/a' }])
    assert.ok(row!.includes('/日/ü%20b '))
    assert.equal(row!.indexOf('200'), other!.indexOf('200') - 1) // one of them takes two columns
    assert.ok(logged([{ target }], { isTty: false })[0]!.includes(target))
  })

  for (const columns of [40, 50, 62]) {
    test(`leaves out time and size where there are ${columns} columns`, () => {
      const target = `/${'long/'.repeat(100)}end.js`
      const [row, below] = logged([{ target }], { columns })[0]!.split('\n')
      assert.match(row!, /^GET {5}\/long.*….*end\.js {2}200$/)
      assert.equal(row!.length, columns)
      assert.equal(below, `${' '.repeat(8)}api/users/[id].GET.json  id=7`)
    })
  }

  test('writes the whole path where no terminal is', () => {
    const target = `/${'long/'.repeat(100)}end.js`
    assert.ok(logged([{ target }], { isTty: false })[0]!.includes(target))
  })

  const hostile: [Partial<LogRecord>, string][] = [
    [{ target: '/\x1b[2J\u202e' }, '/\\x1b[2J\\u{202e}'],
    [{ method: 'GET\x07' }, 'GET\\x07'],
    [{ notes: [{ step: 'file', reason: 'a\nb\x1b]0;x' }] }, 'a\\x0ab\\x1b]0;x'],
  ]
  for (const [record, expected] of hostile) {
    test(`spells out what would reach the terminal: ${expected}`, () => {
      const [line] = logged([record])
      assert.ok(line!.includes(expected), line)
      assert.doesNotMatch(line!, /\p{C}/u)
    })
  }

  const sizes: [size: number | null, expected: string][] = [
    [null, ' - '],
    [0, ' 0 B '],
    [999, ' 999 B '],
    [1234, ' 1.2 KB '],
    [5_000_000_000, ' 5.0 GB '],
  ]
  for (const [size, expected] of sizes) {
    test(`writes ${size} bytes as "${expected.trim()}"`, () => {
      assert.ok(logged([{ size, notes: [] }])[0]!.includes(expected))
    })
  }

  const colors: [status: number, code: number][] = [
    [200, 32],
    [304, 36],
    [404, 33],
    [503, 31],
  ]
  for (const [status, code] of colors) {
    test(`colours ${status} by its class`, () => {
      assert.ok(logged([{ status }], { color: true })[0]!.includes(`\x1b[${code}m${status}\x1b[0m`))
    })
  }

  test('leaves out what the pages of webstand load, and not what is missing there', () => {
    const notes = [{ step: 'control', reason: 'events' }]
    const lines = logged([{ notes }, { notes, status: 304 }, { notes, status: 404 }])
    assert.equal(lines.length, 1)
  })

  test('says who asked where others can', () => {
    assert.ok(logged([{ ip: '192.168.1.7' }], { peers: true })[0]!.includes('192.168.1.7'))
    assert.ok(!logged([{ ip: '192.168.1.7' }])[0]!.includes('192.168.1.7'))
  })
})

test('renderTime() has two digits each', () => assert.equal(renderTime(now()), '09:01:07'))
