import assert from 'node:assert/strict'
import { test } from 'vitest'
import { type Content, html, raw } from '../../../src/core/page/markup.ts'

const cases: [content: Content, expected: string][] = [
  ['<script>', '&lt;script&gt;'],
  ['a "b" & c', 'a &quot;b&quot; &amp; c'],
  // ours: no attribute has quotes of this kind
  ["'", "'"],
  ['&amp;', '&amp;amp;'],
  ['', ''],
  [0, '0'],
  [[], ''],
  [['<', raw('<i>'), ['>']], '&lt;<i>&gt;'],
  [html`<b>${'<'}</b>`, '<b>&lt;</b>'],
  [raw('<hr>'), '<hr>'],
]

for (const [content, expected] of cases) {
  test(`html has ${JSON.stringify(String(content))} as ${expected}`, () => {
    assert.equal(String(html`[${content}]`), `[${expected}]`)
  })
}

test('html takes nothing for markup that only looks like it', () => {
  const content = { isEscaped: true, toString: () => '<script>' } as unknown as Content
  assert.equal(String(html`${content}`), '&lt;script&gt;')
})
