/** `npm run serve`: the command line of this tree, which shows the demo unless told otherwise. */
import process from 'node:process'
import { main } from '../src/cli/main.ts'

await main(process.argv.slice(2), { defaults: ['demo'] })
