/** What a field cannot hold is escaped as in a URL: nothing that a request says ends a line. */
export function fieldLine(text: string): string {
  return text.toWellFormed().replace(/[^\t\x20-\x7e]/gu, encodeURIComponent)
}
