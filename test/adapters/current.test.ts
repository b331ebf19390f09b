import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runtimeNames } from '../runtimes.ts'
import { type Child, get, start, Wire } from './runtime.ts'

/** How many others ask for the same file all the time. */
const OTHERS = 24
/** How often a file is changed in each way. */
const EDITS = 80

const servers = runtimeNames.flatMap((runtime) => [
  { runtime, isApp: false, name: `a handler on ${runtime}` },
  { runtime, isApp: true, name: `the core on ${runtime}` },
])

describe.each(servers)('a file that is edited while $name serves it', ({ runtime, isApp }) => {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'webstand-current-')))
  const root = join(parent, 'pub')
  const folder = join(root, 'dir')
  const file = join(folder, 'file')
  let child: Child
  let port: number
  let isOver = false
  let wires: Wire[] = []
  let fresh: Wire | undefined
  let edit = 10_000

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, 'begin')
    ;({ child, port } = await start(runtime, { port: 0, root, isApp }))
    wires = [new Wire(port), new Wire(port)]
    fresh = new Wire(port)
    for (let other = 0; other < OTHERS; other++) askAgainAndAgain()
  })

  afterAll(async () => {
    isOver = true
    await child.stop()
    rmSync(parent, { recursive: true })
  })

  /** Keeps the server busy, so that many requests come in one turn of its event loop. */
  function askAgainAndAgain(): void {
    const wire = new Wire(port).send(get('/dir/file'))
    wire.socket.on('data', () => {
      wire.text = ''
      if (isOver) wire.destroy()
      else wire.send(get('/dir/file'))
    })
  }

  /**
   * Asks on one of two connections, or on the next of those that were never used; its text, or
   * `null` where it is not shown.
   */
  async function ask(turn: number): Promise<string | null> {
    const wire = turn % 4 < 2 ? wires[turn % 4]! : fresh!
    if (wire === fresh) fresh = new Wire(port)
    wire.text = ''
    wire.send(get('/dir/file'))
    const text = await wire.until(isWhole)
    if (!wires.includes(wire)) wire.destroy()
    return text.startsWith('HTTP/1.1 200') ? text.slice(-5) : null
  }

  function isWhole(text: string): boolean {
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1])
    return text.length - text.indexOf('\r\n\r\n') - 4 === length
  }

  /** Another text of the same size, at another tick of the clock. */
  function rewrite(path: string, text: string, before = tickOf(file)): void {
    do writeFileSync(path, text)
    while (tickOf(path) === before)
  }

  function tickOf(path: string): number {
    return Math.floor(lstatSync(path).mtimeMs)
  }

  const edits: Record<string, (text: string) => void> = {
    'in place': (text) => rewrite(file, text),
    'by a rename over it': (text) => {
      writeFileSync(join(parent, 'new'), text)
      renameSync(join(parent, 'new'), file)
    },
    'by being made again': (text) => {
      const before = tickOf(file)
      unlinkSync(file)
      rewrite(file, text, before)
    },
    'by a link in its place': (text) => {
      rewrite(join(root, `target-${text}`), text)
      unlinkSync(file)
      symlinkSync(`../target-${text}`, file)
    },
    'with its folder': (text) => {
      mkdirSync(join(root, 'new'))
      writeFileSync(join(root, 'new/file'), text)
      rmSync(folder, { recursive: true })
      renameSync(join(root, 'new'), folder)
    },
    'by a link in place of its folder': (text) => {
      mkdirSync(join(root, `folder-${text}`))
      writeFileSync(join(root, `folder-${text}/file`), text)
      rmSync(folder, { recursive: true })
      symlinkSync(`folder-${text}`, folder)
    },
  }

  test.each(Object.keys(edits))('is never stale when it is edited %s', async (how) => {
    for (let turn = 0; turn < EDITS; turn++) {
      const text = String(++edit)
      edits[how]?.(text)
      expect(await ask(turn)).toBe(text)
    }
    rmSync(folder, { recursive: true })
    mkdirSync(folder)
    writeFileSync(file, 'begin')
  })

  test('is not shown any more when its folder becomes a link that leaves', async () => {
    for (let turn = 0; turn < EDITS; turn++) {
      expect(await ask(turn)).toBe('begin')
      renameSync(folder, join(parent, 'outside'))
      symlinkSync(join(parent, 'outside'), folder)
      expect(await ask(turn)).toBe(null)
      unlinkSync(folder)
      renameSync(join(parent, 'outside'), folder)
    }
  })

  test('is not shown any more when it is deleted', async () => {
    for (let turn = 0; turn < EDITS; turn++) {
      writeFileSync(file, 'begin')
      expect(await ask(turn)).toBe('begin')
      unlinkSync(file)
      expect(await ask(turn)).toBe(null)
    }
    writeFileSync(file, 'begin')
  })
})
