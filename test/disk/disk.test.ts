import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { test } from 'vitest'
import { diskFiles } from '../../src/adapters/node.ts'
import { checks, run } from './checks.ts'

setFlagsFromString('--expose-gc')
const gc: () => void = runInNewContext('gc')

for (const check of checks) test(check[0], () => run(check, { diskFiles, gc }))
