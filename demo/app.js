// The front page of the Little Owl. It asks the folder it lives in, by relative addresses, so that
// it works at the root, under a prefix, and on every runtime.

const byId = (id) => document.getElementById(id)

/** Which file answers which request: the log below the page prints it, as webstand's own does. */
const routes = [
  ['GET', /^api\/stations$/, 'api/stations.GET.json'],
  ['GET', /^api\/stations\/vernhorn$/, 'api/stations/vernhorn.GET.json'],
  ['GET', /^api\/stations\/[^/]+$/, 'api/stations/[id].GET.json'],
  ['GET', /^api\/berths$/, 'api/berths.GET.json'],
  ['GET', /^api\/berths\/13$/, 'api/berths/13.GET.404.json'],
  ['GET', /^api\/berths\/[^/]+$/, 'api/berths/[id].GET.json'],
  ['POST', /^api\/berths\/[^/]+\/booking$/, 'api/berths/[id]/booking.POST.201.json'],
  ['GET', /^api\/lost\?/, 'api/lost.GET.json'],
]

/** An element with its properties and children; text is always text. */
function el(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...children)
  return element
}

/** Asks the folder, writes the log, and resolves to the status and the parsed answer. */
async function ask(method, path, body) {
  const started = performance.now()
  const headers = { Accept: 'application/json' }
  if (body) headers['Content-Type'] = 'application/json'
  const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) })
  const text = await response.text()
  write(method, path, response.status, text, Math.round(performance.now() - started))
  try {
    return { status: response.status, answer: JSON.parse(text) }
  } catch (cause) {
    throw new Error(`${method} ${path} did not answer with JSON`, { cause })
  }
}

function write(method, path, status, text, ms) {
  const file = routes.find(([m, pattern]) => m === method && pattern.test(path))?.[2] ?? ''
  const size = `${new TextEncoder().encode(text).length} B`
  const line = () => [
    el('b', {}, method), ` /${path}  `,
    el('span', { className: status < 400 ? '' : 'refused' }, String(status)),
    `  ${size}  ${ms} ms  `, el('i', {}, file),
  ]
  byId('log-line').replaceChildren(...line())
  byId('log-list').prepend(el('li', {}, ...line(), el('pre', {}, text.trim())))
  byId('log').hidden = false
}

/** Says what went wrong where the answer would have been. */
function trouble(place, error) {
  place.replaceChildren(el('p', { className: 'trouble' },
    `${error.message}. This page needs a server that reads routes from file names: `,
    el('code', {}, 'webstand demo')))
}

function facts(answer, skip = []) {
  const rows = Object.entries(answer).filter(([name]) => !skip.includes(name))
  return el('dl', { className: 'facts' },
    ...rows.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, String(value))]))
}

// The timetable

function stationRow({ id, name, time, note, metres }) {
  const said = el('div', { className: 'said' })
  const button = el('button', { type: 'button', title: `Ask the stationmaster of ${name}` }, name)
  button.addEventListener('click', async () => {
    try {
      const { answer } = await ask('GET', `api/stations/${id}`)
      said.replaceChildren(facts(answer, ['station', 'train']))
    } catch (error) {
      trouble(said, error)
    }
  })
  return el('li', {},
    el('time', {}, time), el('div', {}, button),
    el('p', { className: 'about' }, `${note} ${metres} m.`), said)
}

async function showStations() {
  const list = byId('stations')
  try {
    const { answer } = await ask('GET', 'api/stations')
    list.replaceChildren(...answer.map(stationRow))
  } catch (error) {
    trouble(list, error)
  }
  list.ariaBusy = 'false'
}

// Berths and tickets

function bunk(number, bed) {
  const input = el('input', { type: 'radio', name: 'berth', value: number, required: true })
  const hint = el('span', { className: 'hidden' }, bed ? ` ${bed}` : ' the linen cupboard')
  return el('label', { className: bed ? '' : 'none' }, input, el('span', {}, String(number), hint))
}

async function showBerths() {
  const cars = byId('cars')
  try {
    const { answer } = await ask('GET', 'api/berths')
    const names = [...new Set(answer.map((berth) => berth.car))]
    cars.replaceChildren(...names.map((car, index) => {
      const numbers = Array.from({ length: 8 }, (_, i) => index * 8 + i + 1)
      const bed = (number) => answer.find((berth) => berth.berth === number)?.bed
      return el('fieldset', { className: 'car' }, el('legend', {}, `The ${car} Owl`),
        el('div', { className: 'bunks' }, ...numbers.map((number) => bunk(number, bed(number)))))
    }))
  } catch (error) {
    trouble(cars, error)
  }
  cars.ariaBusy = 'false'
}

async function chooseBerth({ target }) {
  if (target.name !== 'berth') return
  const number = target.value
  const place = byId('berth')
  const button = byId('book')
  byId('berth-in-path').textContent = number
  byId('booking').action = `api/berths/${number}/booking`
  byId('ticket').replaceChildren()
  try {
    const { status, answer } = await ask('GET', `api/berths/${number}`)
    button.disabled = status !== 200
    button.textContent = status === 200 ? `Book berth ${number}` : 'Nobody sleeps here'
    place.replaceChildren(...(status === 200
      ? [el('h3', {}, `Berth ${answer.berth}`), facts(answer, ['berth', 'book'])]
      : [el('h3', {}, `${answer.title} (${status})`), el('p', {}, answer.detail)]))
  } catch (error) {
    trouble(place, error)
  }
}

function ticket(answer, passenger) {
  return el('article', { className: 'ticket' },
    el('div', {},
      el('h3', {}, passenger || 'A. Traveller'),
      el('p', { className: 'route' }, `${answer.from} ${answer.departs} → ${answer.to} ${answer.arrives}`),
      el('small', {}, `${answer.ticket}, ${answer.status}. Wake: ${answer.wake}.`)),
    el('div', { className: 'stub' },
      el('small', {}, 'berth'), el('b', {}, answer.berth),
      el('img', { src: 'favicon.svg', alt: answer.seal, width: 40, height: 40 })))
}

async function book(event) {
  event.preventDefault()
  const form = new FormData(event.target)
  const berth = form.get('berth') ?? '7'
  const passenger = form.get('passenger').trim()
  try {
    const { answer } = await ask('POST', `api/berths/${berth}/booking`, { passenger })
    byId('ticket').replaceChildren(ticket(answer, passenger))
  } catch (error) {
    trouble(byId('ticket'), error)
  }
}

// Lost property

async function search(event) {
  event.preventDefault()
  const query = new URLSearchParams(new FormData(event.target))
  try {
    const { answer } = await ask('GET', `api/lost?${query}`)
    byId('found').replaceChildren(el('div', { className: 'tag' },
      el('p', {}, el('strong', {}, answer.item)),
      el('p', {}, `Found ${answer.where}. Shelf ${answer.shelf}.`),
      el('p', {}, answer.note)))
  } catch (error) {
    trouble(byId('found'), error)
  }
}

// Day, night and the chime

const systemDark = matchMedia('(prefers-color-scheme: dark)')
let night = systemDark.matches

function showSky() {
  document.documentElement.classList.toggle('night', night)
  document.querySelector('.sky-name').textContent = night ? 'Day' : 'Night'
  document.querySelector('.sky').title = night ? 'Let the sun rise' : 'Let the night fall'
}

function turnSky() {
  night = !night
  document.documentElement.style.colorScheme = night ? 'dark' : 'light'
  showSky()
}

function playChime() {
  const audio = byId('audio')
  if (audio.paused) audio.play()
  else audio.pause()
}

function chimed({ type }) {
  byId('chime').textContent = type === 'play' ? 'Hush' : 'Hear the chime'
  if (type === 'play') document.querySelector('.train').classList.add('leaving')
}

const sky = document.querySelector('.sky')
sky.hidden = false
sky.addEventListener('click', turnSky)
systemDark.addEventListener('change', () => { night = systemDark.matches; showSky() })
showSky()

byId('chime').hidden = false
byId('chime').addEventListener('click', playChime)
for (const type of ['play', 'pause', 'ended']) byId('audio').addEventListener(type, chimed)
document.querySelector('.train').addEventListener('animationend', ({ currentTarget }) => {
  currentTarget.classList.remove('leaving')
  currentTarget.classList.add('here')
})

byId('booking').addEventListener('change', chooseBerth)
byId('booking').addEventListener('submit', book)
byId('search').addEventListener('submit', search)
await Promise.all([showStations(), showBerths()])
