import { after } from '../after.ts'
import type { PageScript } from '../page/page.ts'
import type { Client } from './client.ts'
import { clientHashes } from './client-hash.ts'

/** Reads the texts of the modules of the page. */
export type ReadClient = () => Client | Promise<Client>

/** The modules of the page as scripts. */
export type ClientScripts = Readonly<Record<keyof Client, PageScript>>

/** As it is in the package: it is read when a page asks for it. */
const ownClient: ReadClient = () => import('./client.ts').then(({ client }) => client)

/** The modules of the page, as files. */
export function clientAssets(read: ReadClient = ownClient) {
  return (['listing', 'forms'] as const).map((module) => ({
    name: fileOf(module),
    type: 'text/javascript; charset=utf-8',
    text: () => after(read(), (client) => client[module]),
  }))
}

/** The same as scripts, for whoever serves them in `folder`. */
export function clientScripts(folder: string): ClientScripts {
  const script = (module: keyof Client) => ({
    src: `${folder}/${fileOf(module)}`,
    hash: clientHashes[module],
  })
  return { listing: script('listing'), forms: script('forms') }
}

/** The name of a module, which it keeps as long as its text. */
function fileOf(module: keyof Client): string {
  return `${module}-${clientHashes[module].slice(7, 15).replace(/\W/g, '_')}.js`
}
