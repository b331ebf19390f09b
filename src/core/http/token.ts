// Tokens: RFC 9110 §5.6.2.

/** Whether a text is a token, as the name of a field or a method is. */
export function isToken(text: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(text)
}
