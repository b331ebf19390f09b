import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp, memoryFiles } from '../../src/index.ts'
import { askApp, type Edge, startEdge } from './edge.ts'
import { answerOf, htmlFiles, htmlModes, htmlTable } from './html-table.ts'

const files = Object.fromEntries(htmlFiles.map((file) => [file, `/${file}`]))

for (const [column, html] of htmlModes.entries()) {
  describe(`--html ${html} and the asset worker answer alike`, () => {
    const app = createApp({ source: memoryFiles(files), html, listing: false })
    let edge: Edge
    beforeAll(async () => {
      edge = await startEdge(files, { html })
    })
    afterAll(() => edge.close())

    test.each(htmlTable)('%s', async (path, ...answers) => {
      const ours = await askApp(app, { path: `${path}?q=1` })
      const theirs = await edge.ask({ path: `${path}?q=1` })
      const expected = answers[column]!
      expect(await answerOf(theirs)).toBe(expected.startsWith('→') ? `${expected}?q=1` : expected)
      expect(ours.status).toBe(theirs.status)
      expect(await answerOf(ours)).toBe(expected.startsWith('→') ? `${expected}?q=1` : expected)
    })

    test.each(htmlTable)('POST %s', async (path) => {
      const ours = await askApp(app, { path, method: 'POST' })
      expect(ours.status).toBe((await edge.ask({ path, method: 'POST' })).status)
    })
  })
}
