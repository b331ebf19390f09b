import { after, late } from '../../core/after.ts'
import type { FindSibling } from '../../core/files/sibling.ts'
import type { FileSource } from '../../core/files/source.ts'
import type { RoadParts } from '../../core/steps/parts.ts'
import { type Build, type Worker, type WorkerOptions, workerWith } from './worker-with.ts'

/** What a folder on the edge needs beside its files. */
export interface EdgeOptions extends Pick<WorkerOptions, 'code' | 'markdown'> {
  /** Whether files are stored in other codings too. @default false */
  siblings?: boolean
}

/** On the edge a folder stays as it was built, and nobody is its owner. */
const edgeParts: RoadParts = {
  isOwner: () => false,
  eventsOf: () => null,
  freshSteps: () => null,
  recorded: (_, answer) => answer(),
  siblingsOf: () => null,
  filling: late(async () => (await import('../../core/mocks/template/fill.ts')).filling),
}

/** Makes the default export of a Worker that is deployed. */
export function worker(build: Build, { siblings = false, ...options }: EdgeOptions = {}): Worker {
  const siblingsOf = siblings ? lateSiblings : edgeParts.siblingsOf
  return workerWith({ ...edgeParts, siblingsOf }, build, options)
}

function lateSiblings(source: FileSource): FindSibling {
  const finding = late(async () => {
    const { siblingsOf } = await import('../../core/files/sibling.ts')
    return siblingsOf(source)
  })
  return (exchange, file, own) => after(finding(), (find) => find(exchange, file, own))
}
