import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { characterReference } from '../core/page/markup.ts'

/** What stands before the text of a file for programs: YAML between lines of dashes. */
const FRONT = /^---[ \t]*\r?\n((?:[\w-]+[ \t]*:|#)[\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/

/**
 * Renders CommonMark with the extensions of GitHub as HTML that can be put below a heading of the
 * second level. Of HTML in it the text is left, and links lead to no scheme that could run.
 */
export function renderMarkdown(text: string): string {
  const [whole = '', front] = FRONT.exec(text) ?? []
  const html = micromark(text.slice(whole.length), {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml(), withoutTags],
  })
  const data = front === undefined ? '' : `<pre class="front" dir="ltr">${escaped(front)}</pre>\n`
  // Every `<` of the text is escaped: what is matched here is markup of the renderer.
  return (
    data +
    withPlaces(html)
      .replace(/<(\/?)h([1-6])\b/g, (_, slash, level) => `<${slash}h${Math.min(6, +level + 2)}`)
      .replace(/<table>/g, '<table tabindex="0">')
      .replace(
        /<li>(\n<p>)?<input type="checkbox" disabled=""( checked="")? \/>/g,
        (_, paragraph = '', checked) =>
          `<li class="task">${paragraph}<span>${checked ? '☑' : '☐'}</span>`,
      )
      .replace(/<img src="(?![^":/?#]*:|\/\/)([^"]*)"/g, '<img loading="lazy" src="$1"')
      .replace(/<img src="[^"]*" alt="([^"]*)"[^>]*>/g, '$1')
  )
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, characterReference)
}

/** Headings can be linked to as on GitHub; what the page itself is made of keeps its names. */
function withPlaces(html: string): string {
  const taken = new Map<string, number>()
  return html
    .replace(/<(h[1-6])>(.*?)<\/\1>/gs, (_, tag, content) => {
      const id = freeOf(slugOf(content), taken)
      return `<${tag} id="user-content-${id}">${content}</${tag}>`
    })
    .replace(/ href="#(?!user-content-)(?=[^"])/g, ' href="#user-content-')
}

/** `Code &amp; <em>more</em>` => `code--more` */
function slugOf(content: string): string {
  const text = content.replace(/<[^>]*>|&\w+;/g, '').toLowerCase()
  return text.replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '').replaceAll(' ', '-')
}

/** The first of `x`, `x-1`, `x-2` that is not taken. */
function freeOf(slug: string, taken: Map<string, number>): string {
  let id = slug
  while (taken.has(id)) {
    const count = taken.get(slug)! + 1
    taken.set(slug, count)
    id = `${slug}-${count}`
  }
  taken.set(id, 0)
  return id
}

/** Leaves out the tags of HTML; what is between them is escaped as all text is. */
const withoutTags: ReturnType<typeof gfmHtml> = {
  enter: {
    htmlFlow() {
      this.lineEndingIfNeeded()
      this.buffer()
    },
    htmlText() {
      this.buffer()
    },
  },
  exit: {
    htmlFlow() {
      const text = textOf(this.resume()).trim()
      if (text !== '') this.raw(`<p>${text}</p>`)
    },
    htmlText() {
      this.raw(textOf(this.resume()))
    },
  },
}

const COMMENT = /&lt;!--[\s\S]*?(?:--&gt;|$)/g
const SCRIPT = /&lt;(script|style)\b[\s\S]*?(?:&lt;\/\1&gt;|$)/gi
const TAG = /&lt;[/!?a-z](?:(?!&[lg]t;)[\s\S])*(?:&gt;)?/gi

/** Of a picture, its alternative text is left. */
function textOf(html: string): string {
  return html
    .replace(COMMENT, '')
    .replace(SCRIPT, '')
    .replace(TAG, (tag) => {
      if (/^&lt;br\b/i.test(tag)) return '<br />'
      return /^&lt;img\b.*?\balt=&quot;(.*?)&quot;/is.exec(tag)?.[1] ?? ''
    })
    .replace(/&amp;(#?\w+;)/g, '&$1')
}
