import type { PageScript } from '../page/page.ts'
import { clientHash } from './client-hash.ts'

/** The name of the module of the page, which it keeps as long as its text. */
const NAME = `listing-${clientHash.slice(7, 15).replace(/\W/g, '_')}.js`

/** Reads the text of the module of the page. */
export type ReadClient = () => string | Promise<string>

/** As it is in the package: it is read when a page asks for it. */
const ownClient: ReadClient = () => import('./client.ts').then(({ client }) => client)

/** The module of the page, as a file. */
export function clientAsset(text: ReadClient = ownClient) {
  return { name: NAME, type: 'text/javascript; charset=utf-8', text }
}

/** The same as a script, for whoever serves it in `folder`. */
export function clientScript(folder: string): PageScript {
  return { src: `${folder}/${NAME}`, hash: clientHash }
}
