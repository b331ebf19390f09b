import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { commands, flagTable } from '../../src/cli/line/flags.ts'
import { renderHelp } from '../../src/cli/line/help.ts'

for (const command of commands) {
  describe(`renderHelp('${command}')`, () => {
    const help = renderHelp(command)

    test('fits 24 rows of 80 columns', () => {
      const rows = help.trimEnd().split('\n')
      assert.ok(rows.length <= 24, `${rows.length} rows`)
      for (const row of rows) assert.ok(row.length <= 80, row)
    })

    test('names every flag of the command, and no other', () => {
      for (const [name, flag] of flagTable) {
        const isOwn = flag.commands?.includes(command) ?? true
        assert.equal(help.includes(`--${name}`), isOwn, name)
      }
    })
  })
}

test('the overview names every command', () => {
  for (const command of commands) {
    if (command !== 'serve') assert.match(renderHelp('serve'), new RegExp(`\\b${command}\\b`))
  }
})
