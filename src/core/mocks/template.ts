/** What a template can say of a request. */
export interface TemplateScope {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
}

const EXPRESSION = /\{\{\s*(params|query)\.([\w-]+)\s*\}\}/g

/** Whether a text has something to replace. */
export function hasTemplate(text: string): boolean {
  return text.search(EXPRESSION) !== -1
}

/** How a value is written into a text, by what the text is. */
const escapes: Record<'json' | 'markup' | 'text', (value: string) => string> = {
  json: (value) => JSON.stringify(value).slice(1, -1),
  markup: (value) => value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
  text: (value) => value,
}

/**
 * Replaces `{{params.NAME}}` and `{{query.NAME}}`, escaped for the media type; what a request does
 * not have is empty. Every other `{{…}}` stays as it is.
 */
export function renderTemplate(text: string, type: string, scope: TemplateScope): string {
  const escaped = escapes[languageOf(type)]
  return text.replace(EXPRESSION, (_, root: string, name: string) => {
    const value = root === 'params' ? scope.params[name] : scope.query.get(name)
    return escaped(value ?? '')
  })
}

function languageOf(type: string): keyof typeof escapes {
  if (/[/+]json\b/.test(type)) return 'json'
  return /[/+](?:xml|html)\b/.test(type) ? 'markup' : 'text'
}
