import { describe, expect, test } from 'vitest'
import { renderMarkdown } from '../../src/adapters/markdown.ts'

describe('renderMarkdown()', () => {
  test.each([
    [
      '# One\n\n## Two\n\n##### Five',
      '<h3 id="user-content-one">One</h3>\n<h4 id="user-content-two">Two</h4>\n<h6 id="user-content-five">Five</h6>',
    ],
    [
      '[a](other.md) [b](../up/) [c](#x) [d](#)',
      '<p><a href="other.md">a</a> <a href="../up/">b</a> <a href="#user-content-x">c</a> <a href="#">d</a></p>',
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
      '<ul>\n<li class="task"><span>☑</span> done</li>\n<li class="task"><span>☐</span> open</li>\n<li>plain</li>\n</ul>',
    ],
    [
      '1. [x] one\n\n2. [ ] two',
      '<ol>\n<li class="task">\n<p><span>☑</span> one</p>\n</li>\n<li class="task">\n<p><span>☐</span> two</p>\n</li>\n</ol>',
    ],
  ])('renders %j', (text, html) => {
    expect(renderMarkdown(text).trim()).toBe(html)
  })

  // As github-slugger, which is what GitHub does.
  test.each([
    ['Install', 'install'],
    ['Code & *Stuff*', 'code--stuff'],
    ['`npm run` it', 'npm-run-it'],
    ["What's *new*?", 'whats-new'],
    ['Ünïcode 日本 ملف', 'ünïcode-日本-ملف'],
    ['a_b-c.d', 'a_b-cd'],
    ['[a link](x.md)', 'a-link'],
  ])('gives the heading %j a place', (heading, id) => {
    expect(renderMarkdown(`# ${heading}`)).toContain(`<h3 id="user-content-${id}">`)
  })

  test('gives each of several headings of a name its own place', () => {
    const html = renderMarkdown('# a\n# a\n# a-1\n# a\n# constructor')
    const ids = [...html.matchAll(/id="user-content-([^"]*)"/g)].map(([, id]) => id)
    expect(ids).toEqual(['a', 'a-1', 'a-1-1', 'a-2', 'constructor'])
  })

  test.each([
    ['---\ntitle: <Owls> & co\n---\n# One', 'title: &lt;Owls&gt; &amp; co', true],
    ['---\r\ntitle: Owls\r\ntags: [a]\r\n---\r\nOne', 'title: Owls\r\ntags: [a]', true],
    ['---\n# a comment\na: 1\n...\nOne', '# a comment\na: 1', true],
    ['---\n\nOne\n\n---\n', '', false],
    ['---\nOne: two', '', false],
    ['One\n\n---\na: b\n---\n', '', false],
  ])('keeps what stands before the text by itself: %j', (text, front, isFront) => {
    const html = renderMarkdown(text)
    expect(html.includes('<pre class="front"')).toBe(isFront)
    expect(html).toContain(isFront ? `<pre class="front" dir="ltr">${front}</pre>` : '<hr />')
  })

  test.each([
    ['<!-- a note -->\n\nOne', '<p>One</p>'],
    ['One <!-- a note --> two', '<p>One  two</p>'],
    ['<p align="center">\n  <b>One</b> & two\n</p>', '<p>One &amp; two</p>'],
    ['One<br>two <kbd>K</kbd>', '<p>One<br />two K</p>'],
    ['<img alt="a logo" src="logo.png">', '<p>a logo</p>'],
    ['<details>\n<summary>More</summary>\n\nOne\n\n</details>', '<p>More</p>\n<p>One</p>'],
    ['<style>\np { color: red }\n</style>\n\nOne', '<p>One</p>'],
    ['<div>\n1 < 2 &lt; 3\n</div>', '<p>1 &lt; 2 &lt; 3</p>'],
    ['`<b>` and \\<b>', '<p><code>&lt;b&gt;</code> and &lt;b&gt;</p>'],
  ])('leaves the text of %j', (text, html) => {
    expect(renderMarkdown(text).trim().replace(/\n+/g, '\n')).toBe(html)
  })

  test('takes no time for what is never closed', () => {
    for (const start of ['<div ', '<!-- ', '<script ', '<img alt="']) {
      expect(renderMarkdown(`One\n\n<div>\n${start.repeat(20_000)}`)).toContain('<p>One</p>')
    }
  })

  test('keeps the alignment of columns', () => {
    const html = renderMarkdown('| a | b |\n|:-:|--:|\n| 1 | 2 |')
    expect(html).toContain('<table tabindex="0">')
    expect(html).toContain('<td align="center">1</td>')
  })

  test.each([
    ['<script>alert(1)</script>'],
    ['<div>\n<scr<b>ipt>alert(1)</scr</b>ipt>\n</div>'],
    ['<br onload="alert(1)">'],
    ['<img alt="&quot; onerror=&quot;alert(1)" src=x>'],
    ['# <img src=x onerror=alert(1)> " id="x'],
    ['---\na: <script>alert(1)</script>\n---'],
    ['<!--><script>alert(1)</script>-->'],
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
