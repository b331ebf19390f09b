import type { Readable } from 'node:stream'

/** Tells each line of a stream. What `readline` takes for the end of one, U+2028, stands in names. */
export function eachLine(stream: Readable, tell: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    for (const line of lines) tell(line)
  })
  stream.on('end', () => {
    if (rest !== '') tell(rest)
  })
}
