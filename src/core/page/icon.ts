import type { Theme } from '../theme.ts'
import type { icons as all } from './icons.ts'
import { type Html, html, raw } from './markup.ts'

export type IconName = keyof typeof all

/** The icons that a page uses, once each; `renderIcon` points to them. */
export function renderIcons(names: Iterable<IconName>, icons: Theme['icons']): Html {
  const symbols = [...new Set(names)].map(
    (name) => html`<symbol id="${name}" viewBox="0 0 24 24">${raw(icons[name] ?? '')}</symbol>`,
  )
  return html`<svg class="icons" aria-hidden="true">${symbols}</svg>`
}

/** An icon that says nothing to those who do not see it: a word stands beside it. */
export function renderIcon(name: IconName): Html {
  const known = rendered.get(name)
  if (known !== undefined) return known
  const icon = html`<svg class="i" aria-hidden="true"><use href="#${name}"/></svg>`
  rendered.set(name, icon)
  return icon
}

const rendered = new Map<IconName, Html>()

/** The mark of webstand: a board on its stand. */
export const mark = html`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path d="M3.25 4h17.5v11.5H3.25z" fill="currentColor" fill-opacity=".14"/><path d="M3.25 4h17.5v11.5H3.25zM8 15.5 5.5 21M16 15.5l2.5 5.5M12 1.75V4"/></svg>`
