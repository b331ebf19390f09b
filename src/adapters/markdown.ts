import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

/**
 * Renders CommonMark with the extensions of GitHub as HTML that can be put below a heading of the
 * second level. HTML in it is shown as text, and links lead to no scheme that could run.
 */
export function renderMarkdown(text: string): string {
  const html = micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()] })
  // Every `<` of the text is escaped: what is matched here is markup of the renderer.
  return html
    .replace(/<(\/?)h([1-6])\b/g, (_, slash, level) => `<${slash}h${Math.min(6, +level + 2)}`)
    .replace(
      /<li>(\n<p>)?<input type="checkbox" disabled=""( checked="")? \/>/g,
      (_, paragraph = '', checked) => `<li class="task">${paragraph}${checked ? '☑' : '☐'}`,
    )
    .replace(/<img src="(?![^":/?#]*:|\/\/)([^"]*)"/g, '<img loading="lazy" src="$1"')
    .replace(/<img src="[^"]*" alt="([^"]*)"[^>]*>/g, '$1')
}
