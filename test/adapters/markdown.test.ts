import { describe, expect, test } from 'vitest'
import { renderMarkdown } from '../../src/adapters/markdown.ts'

describe('renderMarkdown()', () => {
  test.each([
    ['# One\n\n## Two\n\n##### Five', '<h3>One</h3>\n<h4>Two</h4>\n<h6>Five</h6>'],
    [
      '[a](other.md) [b](../up/) [c](#x)',
      '<p><a href="other.md">a</a> <a href="../up/">b</a> <a href="#x">c</a></p>',
    ],
    [
      '![sea](sea.webp "The sea")',
      '<p><img loading="lazy" src="sea.webp" alt="sea" title="The sea" /></p>',
    ],
    [
      '~~gone~~ https://example.com',
      '<p><del>gone</del> <a href="https://example.com">https://example.com</a></p>',
    ],
    [
      '- [x] done\n- [ ] open\n- plain',
      '<ul>\n<li class="task">☑ done</li>\n<li class="task">☐ open</li>\n<li>plain</li>\n</ul>',
    ],
    [
      '1. [x] one\n\n2. [ ] two',
      '<ol>\n<li class="task">\n<p>☑ one</p>\n</li>\n<li class="task">\n<p>☐ two</p>\n</li>\n</ol>',
    ],
  ])('renders %j', (text, html) => {
    expect(renderMarkdown(text).trim()).toBe(html)
  })

  test.each([
    ['<script>alert(1)</script>'],
    ['<img src=x onerror=alert(1)>'],
    ['text <b onclick="alert(1)">b</b>'],
    ['[x](javascript:alert(1))'],
    ['[x](JaVaScRiPt&#58;alert(1))'],
    ['[x](  java\nscript:alert(1))'],
    ['[x](data:text/html,<script>alert(1)</script>)'],
    ['[x](vbscript:x)'],
    ['![x](javascript:alert(1))'],
    ['![x](data:image/svg+xml,<svg/onload=alert(1)>)'],
    ['<javascript:alert(1)>'],
    ['[x]: javascript:alert(1)\n\n[x]'],
    ['![" onerror="alert(1)](a.png)'],
    ['![a](a.png "\\" onerror=\\"alert(1)")'],
    ['```"><script>alert(1)</script>\ncode\n```'],
    ['| a |\n|---|\n| <svg onload=alert(1)> |'],
    ['[^1]\n\n[^1]: <iframe src="javascript:alert(1)">'],
  ])('lets no markup of %j pass', (text) => {
    const html = renderMarkdown(text)
    expect(html).not.toMatch(/<(?:script|svg|iframe|b|style|object)\b/)
    const attributes = [...html.matchAll(/<\w+((?: [\w-]+="[^"]*")*) ?\/?>/g)].map((tag) => tag[1]!)
    const names = attributes.flatMap((all) =>
      [...all.matchAll(/ ([\w-]+)="/g)].map((one) => one[1]!),
    )
    expect(names.filter((name) => /^on|^style$/.test(name))).toEqual([])
    const rest = html.replace(/<\/?\w+(?: [\w-]+="[^"]*")* ?\/?>/g, '')
    expect(rest).not.toContain('<')
    expect(html).not.toMatch(/(?:href|src)="\s*(?:java|vb)script:|(?:href|src)="data:/i)
  })

  test.each([
    ['![badge](https://example.com/badge.svg)', '<p>badge</p>'],
    ['![badge](//example.com/badge.svg)', '<p>badge</p>'],
    [
      '[![badge](https://example.com/b.svg)](https://example.com)',
      '<p><a href="https://example.com">badge</a></p>',
    ],
  ])('loads nothing from elsewhere: %j', (text, html) => {
    expect(renderMarkdown(text)).toBe(html)
  })
})
