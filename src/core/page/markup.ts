/** Markup: in a template of `html` it stands as it is, and everything else is escaped. */
export class Html {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  toString(): string {
    return this.#text
  }
}

/** What a template of `html` takes: of a list all, one after the other. */
export type Content = Html | string | number | readonly Content[]

/** A template whose values cannot be taken for markup. */
export function html(strings: TemplateStringsArray, ...values: Content[]): Html {
  let text = strings[0]!
  for (let at = 0; at < values.length; at++) text += textOf(values[at]!) + strings[at + 1]!
  return new Html(text)
}

function textOf(content: Content): string {
  if (content instanceof Html) return content.toString()
  return Array.isArray(content) ? content.map(textOf).join('') : escaped(String(content))
}

/** A text that is markup already. */
export function raw(text: string): Html {
  return new Html(text)
}

/** A text as an element holds it, or an attribute in double quotes. */
export function escaped(text: string): string {
  return text.replace(SPECIAL, characterReference)
}

/** `lftp` takes the `#` of `&#39;` for that of a fragment: attributes have quotes of the other kind. */
const SPECIAL = /[&<>"]/g

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
