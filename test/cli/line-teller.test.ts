import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { lineTeller } from '../../src/cli/edge/line-teller.ts'
import { eachLine } from '../../src/cli/edge/lines.ts'
import { paintFor, type Terminal } from '../../src/cli/terminal.ts'

function told(...lines: [line: string, isError: boolean][]): string[] {
  const written: string[] = []
  const write = (line: string) => void written.push(line)
  const talk: Terminal = {
    isTty: false,
    columns: 80,
    paint: paintFor(false),
    write,
    writeSoon: write,
  }
  const tell = lineTeller(talk, false)
  for (const line of lines) tell(...line)
  return written
}

const record = { method: 'GET', target: '/', status: 200, size: 1, notes: [], ms: 1 }

test('a line ends where a line feed is, and nowhere else', () => {
  const lines: string[] = []
  const stream = new PassThrough()
  eachLine(stream, (line) => lines.push(line))
  stream.write('a\u2028b')
  stream.write('\r c\n\nd\u2029')
  stream.end()
  return new Promise<void>((resolve) =>
    stream.on('end', () => {
      expect(lines).toEqual(['a\u2028b\r c', '', 'd\u2029'])
      resolve()
    }),
  )
})

test('an answer is told as a line of the log', () => {
  const [line] = told([`webstand-answer ${JSON.stringify(record)}`, false])
  expect(line).toMatch(/GET +\/ +200/)
})

test('what a route says is told, without what would act on a terminal', () => {
  expect(told([`webstand-log ${JSON.stringify('a.ts: \x1b[2J')}`, false])).toEqual([
    'a.ts: \\x1b[2J',
  ])
})

test.each(['webstand-answer {', 'webstand-answer {}', 'webstand-answer null', 'webstand-log {'])(
  'what only looks like one is what it is: %s',
  (line) => {
    expect(told([line, false])).toEqual([])
    expect(told([line, true])).toEqual([line])
  },
)
