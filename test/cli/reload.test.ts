import assert from 'node:assert/strict'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, test } from 'vitest'
import { runtimeNames } from '../runtimes.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type Cli, startCli } from './process.ts'

const cwd = temporaryFolder()
const running = new Set<Cli>()

afterEach(() => {
  for (const cli of running) cli.child.kill('SIGKILL')
  running.clear()
})

const files: Record<string, string> = {
  'api/x.GET.ts': `import { middle } from '../lib/middle.ts'
import { visits } from '../lib/state.ts'
import old from '../lib/old.cjs'
import words from '../lib/words.json' with { type: 'json' }
export default () => [middle(), visits.push(1), old.name, words[0]]`,
  'api/other.GET.ts': `import { visits } from '../lib/state.ts'\nexport default () => visits.length`,
  'lib/middle.ts': `import { deep } from './deep.ts'\nexport const middle = () => 'middle ' + deep`,
  'lib/deep.ts': `export const deep: string = 'one'`,
  'lib/state.ts': 'export const visits: number[] = []',
  'lib/old.cjs': `module.exports = { name: require('./older.cjs').name }`,
  'lib/older.cjs': `module.exports = { name: 'old' }`,
  'lib/words.json': '["word"]',
}

for (const runtime of runtimeNames) {
  describe(`code on ${runtime}`, () => {
    const folder = join(cwd, runtime)
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text)

    async function start(): Promise<{ cli: Cli; get: (path: string) => Promise<string> }> {
      rmSync(folder, { recursive: true, force: true })
      for (const name of ['api', 'lib']) mkdirSync(join(folder, name), { recursive: true })
      for (const [name, text] of Object.entries(files)) write(name, text)
      const cli = startCli(runtime, [folder, '--allow-code', '--port', '0'], { cwd })
      running.add(cli)
      const url = await cli.line('stdout', /^http/)
      const get = async (path: string) => (await fetch(new URL(path, url))).text()
      return { cli, get }
    }

    test('is loaded again when a helper of a helper changes, and other helpers keep what they hold', async () => {
      const { get } = await start()
      assert.equal(await get('api/x'), '["middle one",1,"old","word"]')
      assert.equal(await get('api/other'), '1')
      write('lib/deep.ts', `export const deep: string = 'two'`)
      assert.equal(await get('api/x'), '["middle two",2,"old","word"]')
      write('lib/deep.ts', `export const deep: string = 'six'`)
      assert.equal(await get('api/x'), '["middle six",3,"old","word"]')
      write('api/x.GET.ts', files['api/x.GET.ts']!.replace('[middle', '["new", middle'))
      assert.equal(await get('api/x'), '["new","middle six",4,"old","word"]')
      assert.equal(await get('api/other'), '4')
    })

    test('is loaded again when CommonJS or JSON changes that it imports', async () => {
      const { get } = await start()
      assert.equal(await get('api/x'), '["middle one",1,"old","word"]')
      write('lib/old.cjs', `module.exports = { name: 'new' }`)
      assert.equal(await get('api/x'), '["middle one",2,"new","word"]')
      write('lib/words.json', '["another"]')
      assert.equal(await get('api/x'), '["middle one",3,"new","another"]')
    })

    test('keeps its last good version while it is broken, and says what is wrong', async () => {
      const { cli, get } = await start()
      assert.match(await get('api/x'), /middle one/)
      write('lib/deep.ts', `export const deep: string = `)
      assert.match(await get('api/x'), /middle one/)
      await cli.line('stderr', /^api\/x\.GET\.ts: its last good version answers: /)
      const said = cli.text('stderr').length
      assert.match(await get('api/x'), /middle one/)
      assert.ok(!cli.text('stderr').slice(said).includes('last good'))
      write('lib/deep.ts', `export const deep: string = 'mended'`)
      assert.match(await get('api/x'), /middle mended/)
    })

    test('is found as soon as the helper comes that was missing', async () => {
      const { cli, get } = await start()
      write('api/other.GET.ts', `import { a } from '../lib/late.ts'\nexport default () => a`)
      assert.match(await get('api/other'), /500|Something/)
      await cli.line('stderr', /late\.ts/)
      write('lib/late.ts', `export const a = 'come'`)
      assert.equal(await get('api/other'), 'come')
    })
  })
}
