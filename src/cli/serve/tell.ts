import type { Terminal } from '../terminal.ts'
import {
  type BannerOptions,
  type FactsOptions,
  renderFacts,
  renderHead,
  renderMistakes,
} from './banner.ts'
import { DEFAULT_PORT, renderBusy } from './listen.ts'

/** Says where it listens: on a pipe the addresses alone. */
export function tellHead(stdout: Terminal, head: Omit<BannerOptions, 'paint'>): void {
  const lines = stdout.isTty ? renderHead({ ...head, paint: stdout.paint }) : head.urls
  for (const line of lines) stdout.write(line)
}

export interface TellFactsOptions extends Omit<FactsOptions, 'paint'> {
  talk: Terminal
  /** The address that was found where nobody asked for a port; `null`: someone did. */
  taken: string | null
}

/** Says what is only known after a while: nobody waits for it. */
export async function tellFacts({ talk, taken, ...facts }: TellFactsOptions): Promise<void> {
  const { paint } = talk
  const lines = talk.isTty ? renderFacts({ ...facts, paint }) : renderMistakes(facts.site)
  for (const line of lines) talk.write(line)

  const port = taken === null ? DEFAULT_PORT : Number(new URL(taken).port)
  if (port !== DEFAULT_PORT) {
    const line = `${await renderBusy(DEFAULT_PORT)}; took ${port}`
    talk.write(talk.isTty ? `  ${paint('yellow', line)}` : line)
  }
  if (talk.isTty) talk.write('')
}
