/** What takes two columns of a terminal: emoji, and the letters of East Asia. */
const WIDE =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}])$/u

/** What is written over the character before it. */
const NONE = /^[\p{Mn}\p{Me}]$/u

const IS_ASCII = /^[\x20-\x7e]*$/

/** How many columns a text takes that holds no control characters. */
export function widthOf(text: string): number {
  if (IS_ASCII.test(text)) return text.length
  return [...text].reduce((width, character) => width + columnsOf(character), 0)
}

function columnsOf(character: string): number {
  if (WIDE.test(character)) return 2
  return NONE.test(character) ? 0 : 1
}

/** Takes the middle out of a text that is too wide: both of its ends say what it is. */
export function shorten(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  const characters = [...text]
  const end = Math.floor((width - 1) / 2)
  const head = taken(characters, width - 1 - end)
  const tail = taken(characters.reverse(), end)
  return `${head.join('')}…${tail.reverse().join('')}`
}

/** The first characters that `width` columns have room for. */
function taken(characters: readonly string[], width: number): string[] {
  let room = width
  const count = characters.findIndex((character) => {
    room -= columnsOf(character)
    return room < 0
  })
  return characters.slice(0, count === -1 ? characters.length : count)
}

/** Fills a text up with spaces to so many columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}
