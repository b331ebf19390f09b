import type { Theme } from '../theme.ts'
import { icons } from './icons.ts'
import { stylesheet } from './style.ts'

/** The mark of webstand, for the tab of a browser. */
const favicon =
  "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%2024%2024'%20fill='none'%20stroke='%230d9488'%20stroke-width='2'%20stroke-linejoin='round'%3E%3Cpath%20d='M3%204h18v12H3zM8%2016l-2.5%206M16%2016l2.5%206M12%201.5V4'%20fill='%230d948833'/%3E%3C/svg%3E"

export const theme: Theme = { stylesheet, favicon, icons }
