// Content-Disposition: RFC 6266.

/**
 * Renders the field of content that is to be saved under a name: in UTF-8 (RFC 8187), and for those
 * who cannot read that, in ASCII.
 */
export function renderAttachment(name: string): string {
  const printable = name.toWellFormed().replace(/[\0-\x1f\x7f-\x9f]/g, '_')
  // Some read percent-escapes in a quoted name, and quotes or backslashes each in their own way.
  const ascii = printable.replace(/[^\x20-\x7e]|["\\%/]/gu, '_')
  const field = `attachment; filename="${ascii}"`
  return ascii === printable ? field : `${field}; filename*=UTF-8''${encodeExtended(printable)}`
}

/** RFC 8187, §3.2.1: `attr-char`, or percent-encoded. */
function encodeExtended(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
