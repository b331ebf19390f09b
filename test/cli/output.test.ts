import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { Output } from '../../src/cli/output.ts'

/** A pipe: each write is answered by the next of `results`, and by a full write from then on. */
function pipeOf(...results: (number | string)[]) {
  const written: string[] = []
  async function writeSome(_: number, bytes: Uint8Array): Promise<number> {
    const result = results.shift() ?? bytes.length
    if (typeof result === 'string') throw Object.assign(new Error(), { code: result })
    written.push(new TextDecoder().decode(bytes.subarray(0, result)))
    return result
  }
  return { output: new Output(1, async () => writeSome), written }
}

describe('Output', () => {
  test('writes the lines of one turn together, also those that may wait', async () => {
    const { output, written } = pipeOf()
    for (const line of ['a', 'b']) output.writeSoon(line)
    await output.flush(1000)
    assert.deepEqual(written, ['a\nb\n'])
    output.write('c')
    await output.flush(1000)
    assert.deepEqual(written, ['a\nb\n', 'c\n'])
  })

  const pieces: [title: string, results: (number | string)[], expected: string[]][] = [
    ['goes on where a write ended', [1], ['o', 'ne\n']],
    ['tries a full pipe again', ['EAGAIN', 2, 'EAGAIN'], ['on', 'e\n']],
    ['leaves out what a full disk does not take', ['ENOSPC'], []],
    ['ends when the reader has gone', [1, 'EPIPE'], ['o']],
  ]
  for (const [title, results, expected] of pieces) {
    test(title, async () => {
      const { output, written } = pipeOf(...results)
      output.write('one')
      await output.flush(1000)
      assert.deepEqual(written, expected)
    })
  }

  test('writes on after a full disk, and not to a reader who has gone', async () => {
    for (const [code, expected] of [['ENOSPC', ['two\n']] as const, ['EPIPE', []] as const]) {
      const { output, written } = pipeOf(code)
      output.write('one')
      await output.flush(1000)
      output.write('two')
      await output.flush(1000)
      assert.deepEqual(written, expected, code)
    }
  })

  test('keeps about a million characters for a slow reader, and counts the rest', async () => {
    const { output, written } = pipeOf()
    const line = 'x'.repeat(999)
    for (let count = 0; count < 2000; count++) output.write(line)
    await output.flush(1000)
    const lines = written.join('').split('\n')
    const kept = lines.filter((one) => one === line).length
    assert.ok(kept >= 1000 && kept < 1100, `${kept}`)
    assert.ok(lines.includes(`${2000 - kept} lines left out: nobody read them in time`))
  })

  test('does not wait for ever', async () => {
    const output = new Output(1, async () => () => new Promise(() => {}))
    output.write('x')
    await output.flush(1)
  })
})
