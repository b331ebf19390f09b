import assert from 'node:assert/strict'
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { Seen } from '../../src/adapters/seen/seen.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const folder = temporaryFolder()

function fileOf(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const long = new Date(2020, 1)

describe('Seen', () => {
  test('tells of a change that leaves size and date as they were', () => {
    const path = fileOf('a', 'one')
    const seen = new Seen(path)
    assert.equal(seen.hasChanged(), false)
    for (let round = 0; round < 50; round++) {
      const before = new Seen(path)
      writeFileSync(path, String(100 + round))
      assert.equal(before.hasChanged(), true, `round ${round}`)
    }
  })

  test('tells of what comes, goes and is another', () => {
    const path = join(folder, 'b')
    const absent = new Seen(path)
    assert.deepEqual([absent.exists, absent.hasChanged()], [false, false])
    fileOf('b', 'b')
    assert.equal(absent.hasChanged(), true)
    const present = new Seen(path)
    rmSync(path)
    assert.equal(present.hasChanged(), true)
    mkdirSync(path)
    assert.equal(present.hasChanged(), true)
    assert.equal(new Seen(path).isDirectory, true)
  })

  test('is not sure of a folder that is young, and sure of one that is not', () => {
    const path = join(folder, 'c')
    mkdirSync(path)
    assert.equal(new Seen(path).hasChanged(), true)
    utimesSync(path, long, long)
    const settled = new Seen(path)
    assert.equal(settled.hasChanged(), false)
    writeFileSync(join(path, 'x'), '')
    assert.equal(settled.hasChanged(), true)
  })

  test('takes no name that a disk has not', () => {
    const seen = new Seen(join(folder, 'a/below/a/file'))
    assert.deepEqual([seen.exists, seen.hasChanged()], [false, false])
    assert.equal(new Seen(join(folder, 'x\0y')).exists, false)
    assert.equal(new Seen(join(folder, 'x'.repeat(5000))).exists, false)
  })
})
