import { expect, test } from 'vitest'
import { malformedFiles } from '../../../src/core/mocks/malformed.ts'
import { memoryFiles, readSite } from '../../../src/index.ts'

test('malformedFiles() names the JSON of routes that is none, and no other file', async () => {
  const source = memoryFiles({
    'a.GET.json': '{"a":1,}',
    'b/[id].GET.json': '{"id":{{params.id}}}',
    'b/c.GET.json': '{"id":"{{params.id}}"}',
    'd.DELETE.204.json': '',
    'e.GET.txt': '{',
    'f.GET.ts': '{',
    'g.json': '{',
    'h.MOCK.json': '[{"file":"i.json"},{"method":"PUT","file":"i.json"},{"body":"{"}]',
    'i.json': '',
    'large.GET.json': '{'.repeat(1_048_577),
  })
  const { routes } = await readSite(source)
  expect(await malformedFiles(source, routes)).toEqual([
    { file: 'a.GET.json', message: expect.stringMatching(/^expected JSON: ./) },
    { file: 'b/[id].GET.json', message: 'expected JSON: a template stands in a string, "{{…}}"' },
    { file: 'i.json', message: expect.stringMatching(/^expected JSON: ./) },
  ])
})

test('readSite() says mistakes in the order of the files', async () => {
  const source = memoryFiles({
    'c.GET.json~': '',
    'b.MOCK.json': '[{"a":1},{"b":1}]',
    'a.WS.ts': '',
  })
  const { mistakes } = await readSite(source)
  expect(mistakes.map(({ file }) => file)).toEqual([
    'a.WS.ts',
    'b.MOCK.json',
    'b.MOCK.json',
    'c.GET.json~',
  ])
})
