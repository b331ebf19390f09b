import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { commands, flagTable } from '../../src/cli/line/flags.ts'
import { renderHelp } from '../../src/cli/line/help.ts'

for (const command of [null, ...commands]) {
  describe(`renderHelp(${command})`, () => {
    const help = renderHelp(command)

    test('fits 24 rows of 80 columns', () => {
      const rows = help.trimEnd().split('\n')
      assert.ok(rows.length <= 24, `${rows.length} rows`)
      for (const row of rows) assert.ok(row.length <= 80, row)
    })

    test('names every flag of the command, and no other', () => {
      for (const [name, flag] of flagTable) {
        const isOwn = flag.commands?.includes(command ?? 'serve') ?? true
        assert.equal(help.includes(`--${name}`), isOwn, name)
      }
    })
  })
}

test('the overview names every command, and where the flags are explained that it only names', () => {
  const overview = renderHelp(null)
  for (const command of commands) assert.match(overview, new RegExp(`\\b${command}\\b`))
  assert.ok(overview.includes('explained by webstand serve --help:'))
  assert.ok(renderHelp('serve').includes('page paths: any auto force-slash drop-slash exact'))
})
