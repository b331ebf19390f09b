import type { Random } from '../random.ts'

const words = (text: string) => text.split(' ')

const firstNames = words(
  'Ada Alan Amara Anna Ben Carla Chen Dana Diego Elif Emma Farah Felix Grace Hana Hugo Ines Ivan Jana Jonas Kaya Kofi Lena Liam Luca Maja Mei Milan Mina Nadia Nils Noor Olga Omar Pablo Priya Rosa Sami Sara Tomas Uma Vera Yuki Zoë',
)
const lastNames = words(
  'Adeyemi Andersen Bauer Bianchi Brown Chen Costa Diaz Dubois Fischer Garcia Gupta Haddad Hansen Horvat Ito Ivanova Jansen Jensen Kaya Kim Kovac Kowalski Lee Lopez Martin Meyer Mensah Moreau Nakamura Nguyen Novak Okafor Olsen Patel Petrova Rossi Sato Schmidt Silva Singh Smith Suzuki Wagner Weber Yilmaz',
)
const cities = words(
  'Accra Amsterdam Athens Auckland Bergen Berlin Bogotá Boston Cairo Chicago Copenhagen Dakar Denver Dublin Hanoi Helsinki Istanbul Kyiv Kyoto Lagos Lima Lisbon London Lyon Madrid Melbourne Milan Montreal Mumbai Nairobi Osaka Oslo Paris Porto Prague Quito Riga Rome Seattle Seoul Sofia Tallinn Tokyo Toronto Vienna Vilnius Warsaw Zagreb Zürich',
)
const countries = words(
  'Argentina Australia Austria Belgium Brazil Canada Chile Colombia Croatia Denmark Egypt Estonia Finland France Germany Ghana Greece India Ireland Italy Japan Kenya Latvia Mexico Morocco Netherlands Nigeria Norway Peru Poland Portugal Romania Senegal Spain Sweden Switzerland Turkey Ukraine Uruguay Vietnam',
)
const streets = words(
  'Birch Bridge Castle Cedar Church Garden Harbour Hill Lake Lime Maple Market Mill Oak Park River School Spring Station Willow',
)
const colors = words(
  'amber azure black blue bronze coral crimson gold green indigo ivory jade lavender lime magenta maroon navy olive orange pink purple red silver teal turquoise violet white yellow',
)
const companies = words(
  'Acorn Beacon Cobalt Delta Ember Fjord Granite Harbor Iris Juniper Kestrel Lumen Meridian Nimbus Orchard Pioneer Quartz Ripple Summit Tundra',
)
const latin = words(
  'ad adipiscing aliqua amet anim aute cillum commodo consectetur consequat culpa cupidatat deserunt dolor dolore duis ea elit enim esse est et eu ex excepteur exercitation fugiat id in incididunt ipsum irure labore laboris lorem magna minim mollit nisi non nostrud nulla occaecat officia pariatur proident quis reprehenderit sed sint sit sunt tempor ullamco ut velit veniam voluptate',
)

/** 2020-01-01 and the ten years after it, in milliseconds. */
const DECADE = { start: 1_577_836_800_000, length: 315_619_200_000 }

/** What makes up data, by the word that follows `fake.`. */
export const fakeKinds: Readonly<Record<string, (random: Random) => string | number | boolean>> = {
  firstName: (random) => oneOf(firstNames, random),
  lastName: (random) => oneOf(lastNames, random),
  name: (random) => `${oneOf(firstNames, random)} ${oneOf(lastNames, random)}`,
  username: (random) => `${plain(oneOf(firstNames, random))}${whole(1, 99, random)}`,
  email: (random) =>
    `${plain(oneOf(firstNames, random))}.${plain(oneOf(lastNames, random))}@example.${oneOf(['com', 'net', 'org'], random)}`,
  phone: (random) => `+1-555-${digits(3, random)}-${digits(4, random)}`,
  company: (random) => `${oneOf(companies, random)} ${oneOf(['Ltd', 'Inc', 'GmbH', 'SA'], random)}`,
  street: (random) => `${whole(1, 200, random)} ${oneOf(streets, random)} Street`,
  city: (random) => oneOf(cities, random),
  country: (random) => oneOf(countries, random),
  zip: (random) => digits(5, random),
  color: (random) => oneOf(colors, random),
  url: (random) => `https://${plain(oneOf(companies, random))}.example/`,
  ip: (random) => `192.0.2.${whole(1, 254, random)}`,
  word: (random) => oneOf(latin, random),
  sentence: (random) => sentence(random),
  lorem: (random) => Array.from({ length: whole(3, 6, random) }, () => sentence(random)).join(' '),
  int: (random) => whole(0, 999, random),
  price: (random) => whole(100, 99_999, random) / 100,
  bool: (random) => random() < 0.5,
  date: (random) => dateTime(random).slice(0, 10),
  datetime: (random) => dateTime(random),
  uuid: (random) => uuid(random),
}

/** Made-up data of a kind; `null`: there is no such kind. */
export function fakeValue(kind: string, random: Random): string | number | boolean | null {
  return Object.hasOwn(fakeKinds, kind) ? fakeKinds[kind]!(random) : null
}

function oneOf(list: readonly string[], random: Random): string {
  return list[Math.floor(random() * list.length)]!
}

/** From `low` to `high`, both inclusive. */
function whole(low: number, high: number, random: Random): number {
  return Math.floor(low + random() * (high - low + 1))
}

function digits(count: number, random: Random): string {
  return Array.from({ length: count }, () => whole(0, 9, random)).join('')
}

/** `Zoë` => `zoe` */
function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()
}

function sentence(random: Random): string {
  const text = Array.from({ length: whole(6, 12, random) }, () => oneOf(latin, random)).join(' ')
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`
}

function dateTime(random: Random): string {
  const at = DECADE.start + Math.floor((random() * DECADE.length) / 1000) * 1000
  return new Date(at).toISOString()
}

/** A random UUID, RFC 9562 §5.4. */
function uuid(random: Random): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) =>
    (place === 'x' ? whole(0, 15, random) : whole(8, 11, random)).toString(16),
  )
}
