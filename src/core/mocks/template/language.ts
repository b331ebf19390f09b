/** What the characters of a text mean, as far as what is filled in has to be escaped. */
export type Language = 'json' | 'script' | 'markup' | 'text'

/** The language of a media type; `null`: it is no text, and nothing is filled in. */
export function languageOf(type: string): Language | null {
  if (/[/+-](?:json|ndjson|jsonl)\b/.test(type)) return 'json'
  if (/[/+](?:xml|html)\b/.test(type)) return 'markup'
  if (/\/(?:javascript|ecmascript)\b/.test(type)) return 'script'
  return /^text\/|[/+]yaml\b/.test(type) ? 'text' : null
}

/** Whether a media type is that of one value of JSON. */
export function isJsonType(type: string): boolean {
  return /[/+]json\b/.test(type)
}
