import { encodeControls } from '../path/encode.ts'
import type { FileRow } from './entries.ts'

/** One name a line; folders end with a slash. */
export function renderText(rows: readonly Pick<FileRow, 'name' | 'type' | 'folder'>[]): string {
  return rows
    .map(
      ({ name, type, folder = '' }) =>
        `${encodeControls(folder + name)}${type === 'directory' ? '/' : ''}\n`,
    )
    .join('')
}

const SPECIAL = /[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]/

/**
 * A name as a page shows it: a control character is its picture, such as `␊`, and one that turns
 * the direction of what follows, as in `gnp.exe`, is `␦`.
 */
export function renderPrintable(name: string): string {
  if (!SPECIAL.test(name)) return name
  return name
    .replace(/[\0-\x1f]/g, (control) => String.fromCharCode(0x2400 + control.charCodeAt(0)))
    .replace(/[\x7f-\x9f\u2028-\u202e\u2066-\u2069]/g, '␦')
}
