import { type Asker, DECIDING, type Repeat } from '../core/repeat.ts'
import { Kept, Repeats } from './repeats.ts'

/** Repeats answers where a listener takes a `Response`. */
export class WebRepeats {
  readonly #repeats = new Repeats<Response>()

  /** `null`: the core has to be asked. To be called in a turn of ours. */
  answer(request: Request, asker: Asker): Response | null {
    const kept = this.#repeats.get(request.url)
    if (kept === undefined || request.method !== 'GET') return null
    const { headers } = request
    headers.has('Host') // Deno reads all fields at once for this, else one at a time
    const { asked } = kept
    for (let index = 0; index < asked.length; index++) {
      if (headers.get(DECIDING[index] as string) !== asked[index]) return null
    }
    if (!kept.holds()) return null
    kept.tell(asker)
    return kept.made.clone() // it costs a fraction of a new one
  }

  keep({ url, headers }: Request, repeat: Repeat): void {
    const asked = DECIDING.map((name) => headers.get(name))
    const made = new Response(repeat.body, { status: repeat.status, headers: repeat.headers })
    if (repeat.body !== null) made.headers.delete('Content-Length') // a runtime knows it by itself
    this.#repeats.set(url, new Kept(repeat, asked, made))
  }
}
