import { mediaType } from '../http/media-types.ts'

/** What a file is to a person: its icon, and the way it is shown. */
export type Kind =
  | 'text'
  | 'code'
  | 'markdown'
  | 'json'
  | 'table'
  | 'pdf'
  | 'font'
  | 'image'
  | 'audio'
  | 'video'
  | 'archive'
  | 'file'

/** The first pattern that fits a media type says the kind. */
const kinds: readonly [type: RegExp, kind: Kind][] = [
  [/^image\/(?:apng|avif|bmp|gif|jpeg|png|svg\+xml|webp|x-icon|vnd\.microsoft\.icon)\b/, 'image'],
  [/^audio\/(?!mpegurl)/, 'audio'],
  [/^video\//, 'video'],
  [/^text\/markdown\b/, 'markdown'],
  [/^text\/(?:csv|tab-separated-values)\b/, 'table'],
  [/[/+]json\b|ndjson/, 'json'],
  [/^text\/(?!plain)|[/+](?:javascript|xml|yaml|toml|sql|wasm-text)\b/, 'code'],
  [/^application\/pdf\b/, 'pdf'],
  [/^font\/|fontobject/, 'font'],
  [/zip|x-tar|7z|\brar\b|bzip|x-xz|zstd|compress|archive/, 'archive'],
]

const PROSE = /(?:^[^.]*|\.(?:txt|text|log|nfo))$/i

/** Finds the kind of a file by its name. */
export function kindOf(name: string): Kind {
  const type = mediaType(name)
  if (type.startsWith('text/plain')) return PROSE.test(name) ? 'text' : 'code'
  return kinds.find(([pattern]) => pattern.test(type))?.[1] ?? 'file'
}
