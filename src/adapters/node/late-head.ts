import { type IncomingMessage, ServerResponse } from 'node:http'

type Head = Parameters<ServerResponse['writeHead']>

/**
 * A response that writes its head together with the first of its content: only then Node knows
 * whether there is any, and how much. Otherwise an answer without content becomes a chunked one.
 */
export class LateHead extends ServerResponse<IncomingMessage> {
  #head: Head | null = null

  override writeHead(...head: unknown[]): this {
    if (this.#head === null) {
      this.#head = head as Head
      return this
    }
    try {
      return super.writeHead(...this.#head)
    } catch (error) {
      this.#head = null
      throw error
    }
  }
}
