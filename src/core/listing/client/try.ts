import { renderSize } from '../units.ts'
import { copy, find, iconButton, make } from './dom.ts'
import { rowOf } from './entries.ts'
import { readBeginning, renderJson } from './text.ts'

/** `[id]`, `[...rest]` or `[[...rest]]`. */
const PARAMETER = /\[?\[(?:\.\.\.)?([\w-]+)\]\]?/g
/** A route that unfolds. */
const ROUTE = '.routes li > details'
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Gives each route that unfolds its form, when it is unfolded: `toggle` does not bubble. */
export function addForms(): void {
  const onToggle = ({ target }: Event) => {
    if (target instanceof HTMLDetailsElement && target.matches(ROUTE)) fill(target)
  }
  document.addEventListener('toggle', onToggle, true)
  for (const open of document.querySelectorAll<HTMLDetailsElement>(`${ROUTE}[open]`)) fill(open)
}

/** What a form asks for. */
interface Call {
  readonly method: string
  readonly url: string
  readonly body: string | null
}

function fill(details: HTMLDetailsElement): void {
  const place = find('.try', details)!
  if (find('form', place) !== null) return
  const { method = 'GET', href = '' } = rowOf(details).dataset
  const curl = find('.curl', place)!
  const form = makeForm(method, href)
  const answer = make('div', { class: 'answer', role: 'status' })
  const copying = iconButton('clip', 'Copy as curl', () => copy(curl.textContent ?? '', copying))
  const shell = make('div', { class: 'shell' })
  curl.replaceWith(shell)
  shell.append(curl, copying)
  place.prepend(form)
  place.append(answer)

  const update = () => {
    curl.textContent = renderCurl(callOf(form, method, href))
  }
  form.addEventListener('input', update)
  form.addEventListener('keydown', ({ key, ctrlKey, metaKey }) => {
    if (key === 'Enter' && (ctrlKey || metaKey)) form.requestSubmit()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    find('.wait', form)?.remove()
    const wait = make('span', { class: 'sum wait' }, 'Sending…')
    form.append(wait)
    send(callOf(form, method, href)).then((answered) => {
      if (!wait.isConnected) return // something else was sent since
      wait.remove()
      answer.replaceChildren(...answered)
    })
  })
  update()
}

/** A field for each parameter, the query, and the body where the method has one. */
function makeForm(method: string, href: string): HTMLFormElement {
  const parameters = [...href.matchAll(PARAMETER)].map(([name, label = '']) => {
    const input = make('input', { name, value: name.startsWith('[[') ? '' : '1' })
    input.required = input.value !== ''
    return field(label, input)
  })
  const hasBody = !/^(?:GET|HEAD|DELETE|OPTIONS)$/.test(method)
  const body = make('textarea', { name: 'body', rows: '3', spellcheck: 'false' }, '{}')
  return make(
    'form',
    {},
    ...(method === 'ANY' ? [field('Method', methodSelect())] : []),
    ...parameters,
    field('Query', make('input', { name: '?', placeholder: 'name=value' })),
    ...(hasBody ? [field('Body', body)] : []),
    make('button', { class: 'button primary' }, 'Send'),
  )
}

function field(label: string, control: HTMLElement): HTMLElement {
  return make('label', {}, make('span', {}, label), control)
}

function methodSelect(): HTMLElement {
  return make('select', { name: 'method' }, ...METHODS.map((name) => make('option', {}, name)))
}

function callOf(form: HTMLFormElement, route: string, href: string): Call {
  const values = new FormData(form)
  const value = (name: string) => String(values.get(name) ?? '')
  const method = route === 'ANY' ? value('method') : route
  const path = href.replace(PARAMETER, (name) => {
    const parts = name.includes('...') ? value(name).split('/') : [value(name)]
    return parts.map(encodeURIComponent).join('/')
  })
  const query = value('?').replace(/^\??/, '?')
  const url = new URL(path + (query === '?' ? '' : query), document.baseURI).href
  const body = method === 'GET' ? '' : value('body')
  return { method, url, body: body === '' ? null : body }
}

function typeOf(body: string): string {
  try {
    JSON.parse(body)
    return 'application/json'
  } catch {
    return 'text/plain' // whatever it is, it is not JSON
  }
}

function renderCurl({ method, url, body }: Call): string {
  const words = ['curl', ...(method === 'GET' ? [] : [`-X ${method}`]), quoted(url)]
  if (body === null) return words.join(' ')
  const type = `-H ${quoted(`Content-Type: ${typeOf(body)}`)}`
  return `${words.join(' ')} \\\n  ${type} \\\n  --data-raw ${quoted(body)}`
}

/** For a shell: nothing in single quotes means anything but a single quote. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** Sends a call, and makes what is shown of its answer. */
async function send({ method, url, body }: Call): Promise<HTMLElement[]> {
  const started = performance.now()
  try {
    const headers: HeadersInit = body === null ? {} : { 'Content-Type': typeOf(body) }
    const response = await fetch(url, { method, body, headers })
    const { text, size, isCut, isBinary } = await readBeginning(response)
    const ms = Math.round(performance.now() - started)
    const type = response.headers.get('Content-Type') ?? ''
    const line = make('p', { class: 'sum line' })
    line.append(
      make('b', { class: `code c${String(response.status)[0]}` }, `${response.status}`),
      ` ${response.statusText} · ${ms} ms · ${isCut ? 'more than ' : ''}${renderSize(size)}`,
      response.redirected ? ` · from ${response.url}` : '',
    )
    const content = isBinary ? 'Not text.' : /json/.test(type) ? renderJson(text) : text
    const shown = text === '' ? [] : [make('pre', { tabindex: '0' }, content)]
    return [line, fieldsOf(response), ...shown]
  } catch {
    return [make('p', { class: 'sum line' }, 'No answer came.')] // offline, or cut off
  }
}

function fieldsOf({ headers }: Response): HTMLElement {
  const lines = [...headers].map(([name, value]) => `${name}: ${value}`)
  const list = make('pre', { tabindex: '0' }, lines.join('\n'))
  return make('details', {}, make('summary', {}, `${lines.length} fields`), list)
}
