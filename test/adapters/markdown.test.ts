import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderMarkdown } from '../../src/adapters/markdown.ts'

/** What HTML is made of, and Markdown, in pieces that may meet in any order. */
const fragments = [
  ...['<', '>', '"', "'", '`', '=', '/', '\\', '&', ';', ':', '#', ' ', '\n', '\n\n', '\t', '\0'],
  ...['<a href="', '<img src="', '<img alt=', "<img src='", '<source srcset="', '<details ', '</'],
  ...[
    '<div>',
    '</div>',
    '<p align="',
    '<kbd>',
    '</kbd>',
    '<td>',
    '<table>',
    '<tr>',
    '<li>',
    '<ul>',
  ],
  ...['<summary>', '</details>', '<picture>', '<h1>', '</h1>', '<a href=x>', '</a>', '<IMG src=x>'],
  ...['javascript:', 'JaVa', 'script:alert(1)', 'data:text/html,', '&#106;', '&colon;', '&quot;'],
  ...[' onerror=', ' onload="', ' style=', ' id=x', ' class="', 'alert(1)', 'width=1', 'open'],
  ...['<script>', '</script>', '<style>', '<svg ', '<!--', '-->', '<![CDATA[', ']]>', '<?', '?>'],
  ...['![', '](', ')', '[', ']', '[x]: ', '# ', '- ', '> ', '> [!NOTE]\n> ', '```', '|', '|-|\n'],
  ...['[^1]', '\n[^1]: ', '    ', '~~', '**', '- [x] ', '---\n', 'One', 'www.a.com', 'https://a.b'],
]

const allowedTags =
  /^(?:a|blockquote|br|code|dd|del|details|div|dl|dt|em|h[3-6]|hr|img|ins|kbd|li|mark|ol|p|picture|pre|q|samp|section|small|source|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|ul|var)$/
const allowedAttributes =
  /^(?:alt|aria-describedby|aria-label|class|colspan|data-footnote(?:s|-ref|-backref)|dir|height|href|id|loading|media|open|rowspan|src|srcset|start|tabindex|title|width)$/
const voidTags = /^(?:br|hr|img|source)$/

/** What in some HTML should not be there: tags, attributes, links, and ends without a beginning. */
function strange(html: string): string[] {
  const found: string[] = []
  const open: string[] = []
  const rest = html.replace(
    /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)( \/)?>/g,
    (tag, slash, name, attributes, end) => {
      if (!allowedTags.test(name) || (end && !voidTags.test(name))) found.push(tag)
      if (slash && (attributes || open.pop() !== name)) found.push(tag)
      else if (!slash && !voidTags.test(name)) open.push(name)
      for (const [, name, value] of attributes.matchAll(/ ([a-z-]+)="([^"]*)"/g)) {
        if (!allowedAttributes.test(name)) found.push(tag)
        if (name === 'href' && !isSafe(value, /^(?:https?|mailto|ircs?|xmpp)$/i)) found.push(tag)
        if (/^src/.test(name) && (!isSafe(value, /^$/) || value.startsWith('//'))) found.push(tag)
      }
      return ''
    },
  )
  return [...found, ...open, ...(rest.match(/[<>].{0,20}/g) ?? [])]
}

/** As a browser reads it: without what it leaves out, and references as characters. */
function isSafe(value: string, schemes: RegExp): boolean {
  const url = value
    .replace(/&#(x?)([\da-f]+);?/gi, (_, hex, code) =>
      String.fromCodePoint(Math.min(Number.parseInt(code, hex ? 16 : 10), 0xffff)),
    )
    .replace(/&colon;?/g, ':')
    .replace(/&(?:Tab|NewLine);?/g, '')
    .replace(/&amp;/g, '&')
    .replace(/[\0- \\]/g, '')
  const [, scheme] = /^([a-z][a-z0-9+.-]*):/i.exec(url) ?? []
  return scheme === undefined || schemes.test(scheme)
}

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
    ['<iframe src="a.html">\nOne & two\n</iframe>', '<p>One &amp; two</p>'],
    ['One <blink>two</blink> <x-y z>three</x-y>', '<p>One two three</p>'],
    ['<img alt="a logo" src="javascript:alert(1)">', '<p>a logo</p>'],
    ['<img alt="a logo" src="https://example.com/a.png">', '<p>a logo</p>'],
    ['<img alt="a logo">', '<p>a logo</p>'],
    ['<style>\np { color: red }\n</style>\n\nOne', '<p>One</p>'],
    ['<div>\n1 < 2 &lt; 3\n</div>', '<div>\n1 &lt; 2 &lt; 3\n</div>'],
    ['`<b>` and \\<b>', '<p><code>&lt;b&gt;</code> and &lt;b&gt;</p>'],
  ])('leaves the text of %j', (text, html) => {
    expect(renderMarkdown(text).trim().replace(/\n+/g, '\n')).toBe(html)
  })

  test.each([
    [
      '<p align="center">\n<img src="logo.png" width="200" height="80px" alt="Owl">\n</p>',
      '<div class="center">\n<img loading="lazy" src="logo.png" alt="Owl" width="200" height="80" />\n</div>',
    ],
    [
      '<img src="../a&amp;b.png" align=right width=50% style="x" onerror="y">',
      '<p><img loading="lazy" src="../a&amp;b.png" alt="" class="right" /></p>',
    ],
    [
      '<h1 align="center"><b>My</b> owl</h1>',
      '<h3 id="user-content-my-owl" class="center"><strong>My</strong> owl</h3>',
    ],
    [
      '<center>\n\n# One\n\n</center>\n\nTwo',
      '<div class="center">\n<h3 id="user-content-one">One</h3>\n</div>\n<p>Two</p>',
    ],
    [
      '<details open>\n<summary>More</summary>\n\nOne\n\n</details>\n\nTwo',
      '<details open="">\n<summary>More</summary>\n<p>One</p>\n</details>\n<p>Two</p>',
    ],
    [
      'One<br>two <kbd>K</kbd> H<sub>2</sub>O x<SUP>2</SUP>',
      '<p>One<br />two <kbd>K</kbd> H<sub>2</sub>O x<sup>2</sup></p>',
    ],
    [
      '<picture>\n<source media="(prefers-color-scheme: dark)" srcset="dark.png">\n<source media="print" srcset="p.png">\n<img src="a.png">\n</picture>',
      '<p><picture>\n<source media="(prefers-color-scheme: dark)" srcset="dark.png" />\n<img loading="lazy" src="a.png" alt="" />\n</picture></p>',
    ],
    [
      '<a href="docs/?a=1&amp;b">One</a> <a href="#two">two</a> <a name="x">three</a>',
      '<p><a href="docs/?a=1&amp;b">One</a> <a href="#user-content-two">two</a> three</p>',
    ],
    [
      '<a href="docs/">\n\n![x](y.png)\n\n</a>',
      '<a href="docs/">\n<p><img loading="lazy" src="y.png" alt="x" /></p>\n</a>',
    ],
    [
      '<table>\n<tr><td>1<td colspan="2" align="right">2\n<tr><th>3\n</table>',
      '<table tabindex="0">\n<tr><td>1</td><td class="right" colspan="2">2\n</td></tr><tr><th>3\n</th></tr></table>',
    ],
    ['<ul><li>1<li>2</ul>', '<ul><li>1</li><li>2</li></ul>'],
  ])('writes the known tags of %j anew', (text, html) => {
    expect(renderMarkdown(text).trim().replace(/\n+/g, '\n')).toBe(html)
  })

  test.each([
    ['<details>\n<summary>One\n\nTwo', '<details>\n<summary>One\n<p>Two</p></summary></details>'],
    ['</details></div></p>\n\nOne', '<p>One</p>'],
    ['<kbd>One\n\nTwo', '<p><kbd>One</kbd></p>\n<p>Two</p>'],
    ['- <b>One\n- two</b>', '<ul>\n<li><strong>One</strong></li>\n<li>two</li>\n</ul>'],
    [
      '- one\n\n  </li></ul><div>\n\ntwo',
      '<ul>\n<li>\n<p>one</p>\n<div></div></li>\n</ul>\n<p>two</p>',
    ],
    ['<td>One</td><li>two</li><summary>three</summary>', 'Onetwothree'],
    ['One <div>two</div>', '<p>One two</p>'],
    ['[one <a href="b">two</a>](c)', '<p><a href="c">one two</a></p>'],
    ['<a href="b">[two](c)</a>', '<p><a href="b">two</a></p>'],
    ['<div>\n\nOne[^1]\n\n[^1]: two', '</div><section data-footnotes=""'],
  ])('is well-formed where %j is not', (text, html) => {
    expect(renderMarkdown(text).trim().replace(/\n+/g, '\n')).toContain(html)
  })

  test.each([
    ['> [!NOTE]\n> One', 'note', 'Note'],
    ['> [!WARNING]\n>\n> One', 'warning', 'Warning'],
  ])('renders the note %j', (text, name, title) => {
    expect(renderMarkdown(text).trim()).toBe(
      `<blockquote class="${name}">\n<p><strong>${title}</strong></p>\n<p>One</p>\n</blockquote>`,
    )
  })

  test('gives a picture no tags in its alternative text', () => {
    const html = renderMarkdown('![a <kbd>b</kbd> <br> <img src="c" alt="d">](e.png)')
    expect(html).toBe('<p><img loading="lazy" src="e.png" alt="a b  " /></p>')
  })

  test('takes no time for what is never closed', () => {
    for (const start of [
      '<div ',
      '<!-- ',
      '<script ',
      '<img alt="',
      '<a \'<b "',
      '<td><kbd>',
      '</a>',
    ]) {
      expect(renderMarkdown(`One\n\n<div>\n${start.repeat(20_000)}`)).toContain('<p>One</p>')
    }
  })

  test('keeps the alignment of columns', () => {
    const html = renderMarkdown('| a | b |\n|:-:|--:|\n| 1 | 2 |')
    expect(html).toContain('<table tabindex="0">')
    expect(html).toContain('<td class="center">1</td>')
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
    expect(strange(renderMarkdown(text))).toEqual([])
  })

  test('lets nothing pass, whatever it is put together of', () => {
    const texts = fc.array(fc.constantFrom(...fragments), { maxLength: 24 })
    fc.assert(
      fc.property(texts, (all) => {
        expect(strange(renderMarkdown(all.join('')))).toEqual([])
      }),
      { numRuns: 1500 },
    )
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
