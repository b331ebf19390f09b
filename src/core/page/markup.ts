import type { html } from 'hono/html'

/** Markup in which every value is escaped. */
export type Html = ReturnType<typeof html>

/** The references that a reader of HTML knows by heart; other characters have a number. */
const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** One ASCII character as it stands for itself in HTML: `<` => `&lt;`, `'` => `&#39;` */
export function characterReference(character: string): string {
  return NAMED[character] ?? `&#${character.charCodeAt(0)};`
}
