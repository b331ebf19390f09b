/** What the stylesheet beside a module says, when it is bundled. */
declare const STYLE: string

/** Adds what a module looks like. */
export function addStyle(): void {
  const style = new CSSStyleSheet()
  style.replaceSync(STYLE)
  document.adoptedStyleSheets.push(style)
}

/** Makes an element with attributes and content; text is text. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string> = {},
  ...content: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...content)
  return element
}

/** An icon of those that the page brought along. */
export function icon(name: string): Element {
  const page = parse('<svg class="i" aria-hidden="true"><use/></svg>')
  page.querySelector('use')!.setAttribute('href', `#${name}`)
  return page.body.firstElementChild!
}

/** A button that is an icon; its name is said and shown when the pointer rests on it. */
export function iconButton(name: string, label: string, action: () => void): HTMLButtonElement {
  const button = make('button', { type: 'button', 'aria-label': label, title: label }, icon(name))
  button.addEventListener('click', action)
  return button
}

/** Copies a text, and shows on the button that it did. */
export async function copy(text: string, button: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    // No clipboard on an insecure origin, or no permission.
    copyBySelection(text, button)
  }
  button.classList.add('done')
  setTimeout(() => button.classList.remove('done'), 1200)
}

function copyBySelection(text: string, button: HTMLElement): void {
  const area = make('textarea', { readonly: '' })
  area.value = text
  button.after(area)
  area.select()
  document.execCommand('copy')
  area.remove()
  button.focus()
}

export function find<Found extends HTMLElement>(
  selector: string,
  within: ParentNode = document,
): Found | null {
  return within.querySelector<Found>(selector)
}

/** The element around what an event came from that fits a selector. */
export function closest<Found extends HTMLElement>(
  target: EventTarget | null,
  selector: string,
): Found | null {
  return target instanceof Element ? target.closest<Found>(selector) : null
}

export function parse(page: string): Document {
  return new DOMParser().parseFromString(page, 'text/html')
}
