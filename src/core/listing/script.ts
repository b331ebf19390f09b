import type { PageScript } from '../page/page.ts'
import { client, clientHash } from './client.ts'

/** The module of the page, as a file that keeps its name as long as its text. */
export const clientAsset = {
  name: `listing-${clientHash.slice(7, 15).replace(/\W/g, '_')}.js`,
  type: 'text/javascript; charset=utf-8',
  text: client,
}

/** The same as a script, for whoever serves it in `folder`. */
export function clientScript(folder: string): PageScript {
  return { src: `${folder}/${clientAsset.name}`, hash: clientHash }
}
