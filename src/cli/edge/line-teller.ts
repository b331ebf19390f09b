import { LOG_PREFIX, SAID_PREFIX } from '../build/worker-files.ts'
import { accessLog, type LogRecord } from '../serve/log.ts'
import { printable, type Terminal } from '../terminal.ts'

/** Tells the answers of the Worker as an access log, and what goes wrong as it is written. */
export function lineTeller(
  talk: Terminal,
  peers: boolean,
): (line: string, isError: boolean) => void {
  const log = accessLog(talk, { peers })
  return (line, isError) => {
    const record = behind(line, LOG_PREFIX)
    const text = behind(line, SAID_PREFIX)
    if (isRecord(record)) log(record)
    else if (typeof text === 'string') talk.write(printable(text))
    else if (isError) talk.write(line)
  }
}

/** The JSON behind a prefix; `undefined`: a route that is code has written something like it. */
function behind(line: string, prefix: string): unknown {
  if (!line.startsWith(prefix)) return undefined
  try {
    return JSON.parse(line.slice(prefix.length))
  } catch {
    return undefined // no JSON
  }
}

function isRecord(value: unknown): value is LogRecord {
  if (typeof value !== 'object' || value === null) return false
  const { method, target, status, notes } = value as Partial<LogRecord>
  const isText = typeof method === 'string' && typeof target === 'string'
  return isText && typeof status === 'number' && Array.isArray(notes)
}
