import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { characterReference, escaped } from '../core/page/markup.ts'
import { balanced } from './markdown-balance.ts'
import { renderBlock, renderTag } from './markdown-tags.ts'

/** What stands before the text of a file for programs: YAML between lines of dashes. */
const FRONT = /^---[ \t]*\r?\n((?:[\w-]+[ \t]*:|#)[\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/

/** What a quotation begins with that is a note: `[!NOTE]`. */
const NOTE =
  /<blockquote>\n<p>\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\](?:<br \/>)?(?:\n|(?=<\/p>))/g

/**
 * Renders CommonMark with the extensions of GitHub as HTML that can be put below a heading of the
 * second level. Of HTML in it what is known is written anew and the text of the rest is left; links
 * lead to no scheme that could run.
 */
export function renderMarkdown(text: string): string {
  const [whole = '', front] = FRONT.exec(text) ?? []
  const html = micromark(text.slice(whole.length), {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml(), knownTags],
  })
  const data = front === undefined ? '' : `<pre class="front" dir="ltr">${escaped(front)}</pre>\n`
  // Every `<` of the text is escaped: what is matched here is markup of the renderer.
  return (
    data +
    withPlaces(balanced(html))
      .replace(/<(\/?)h([1-6])\b/g, (_, slash, level) => `<${slash}h${Math.min(6, +level + 2)}`)
      .replace(/<table>/g, '<table tabindex="0">')
      .replace(/<(t[dh]) align="(\w+)"/g, '<$1 class="$2"')
      .replace(
        /<li>(\n<p>)?<input type="checkbox" disabled=""( checked="")? \/>/g,
        (_, paragraph = '', checked) =>
          `<li class="task">${paragraph}<span>${checked ? '☑' : '☐'}</span>`,
      )
      .replace(NOTE, (_, word) => renderNote(word))
      .replace(/<img src="(?![^":/?#]*:|\/\/|")([^"]*)"/g, '<img loading="lazy" src="$1"')
      .replace(/<img src="[^"]*" alt="([^"]*)"[^>]*>/g, '$1')
      .replace(/<a href="[^"]*">\s*<\/a>|<(h[3-6]|p)\b[^>]*>\s*<\/\1>\n?/g, '')
  )
}

/** `NOTE` => `<blockquote class="note">` and so on: the word stands above the text. */
function renderNote(word: string): string {
  const name = word.toLowerCase()
  const title = word.charAt(0) + name.slice(1)
  return `<blockquote class="${name}">\n<p><strong>${title}</strong></p>\n<p>`
}

/** Headings can be linked to as on GitHub; what the page itself is made of keeps its names. */
function withPlaces(html: string): string {
  const taken = new Map<string, number>()
  return html
    .replace(/<(h[1-6])( class="\w+")?>(.*?)<\/\1>/gs, (_, tag, align = '', content) => {
      const id = freeOf(slugOf(content), taken)
      return `<${tag} id="user-content-${id}"${align}>${content}</${tag}>`
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

/** The tags of HTML that are known, each written anew; what is between them is escaped as all text is. */
const knownTags: ReturnType<typeof gfmHtml> = {
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
      this.raw(renderBlock(unescaped(this.resume())))
    },
    // The alternative text of a picture has no tags.
    htmlText() {
      this.tag(renderTag(unescaped(this.resume())))
    },
  },
}

const CHARACTERS = new Map([...'&<>"'].map((one) => [characterReference(one), one]))

function unescaped(html: string): string {
  return html.replace(/&\w+;/g, (reference) => CHARACTERS.get(reference) ?? reference)
}
