import assert from 'node:assert/strict'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, test } from 'vitest'
import { diskFiles } from '../../src/adapters/node.ts'
import { runCli } from '../cli/process.ts'
import { temporaryFolder } from './folder.ts'

const cwd = temporaryFolder()
const marker = join(cwd, 'evaluated')

beforeAll(() => {
  for (const name of ['site', 'site/docs', 'mocks']) mkdirSync(join(cwd, name))
  const code = `import { writeFileSync } from 'node:fs'\nwriteFileSync(${JSON.stringify(marker)}, '')\n`
  const files: Record<string, string> = {
    'site/index.html': '<h1>site</h1>',
    'site/docs/a.txt': 'a',
    'site/.env': 'SECRET',
    'site/webstand.config.ts': code,
    'site/x.ANY.ts': code,
    'site/y.GET.ts': code,
    'mocks/users.GET.json': '[]',
    'page.html': '<h1>page</h1>',
    'package.json': '{"name":"@someone/Project"}',
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text)
  symlinkSync('/etc/hostname', join(cwd, 'site/outside.txt'))
})

const run = (...args: string[]) => runCli('node', args, { cwd })

/** What a build wrote. */
function read(out: string) {
  const text = readFileSync(join(cwd, out, 'site.js'), 'utf8')
  const config = JSON.parse(readFileSync(join(cwd, out, 'wrangler.json'), 'utf8'))
  return { text, config, assets: readdirSync(join(cwd, out, 'assets')) }
}

describe('webstand build', () => {
  test('writes what several folders show, and prints where', async () => {
    const { code, stdout, stderr } = await run('build', 'site', 'mocks')
    assert.equal(code, 0)
    assert.equal(stdout, `${join(cwd, '.webstand/out')}\n`)
    assert.match(stderr, /^3 files, .*, 1 route: Worker "someone-project" in \.webstand\/out\n/)
    const { text, config } = read('.webstand/out')
    assert.equal(config.name, 'someone-project')
    assert.match(text, /"docs".*"a\.txt"/)
    assert.doesNotMatch(text, /\.env|outside|config/)
    assert.doesNotMatch(text, /\["[xy]\.[A-Z]+\.ts"/)
  })

  test('evaluates no file of the folder, and says what it leaves out', async () => {
    const { stderr } = await run('build', 'site')
    assert.ok(!existsSync(marker))
    assert.match(stderr, /left out, as they cannot answer: .*x\.ANY\.ts/)
    assert.match(stderr, /y\.GET\.ts/)
  })

  test('shows one file at the root and at its name', async () => {
    await run('build', 'page.html', '--out', 'page-out')
    const { text } = read('page-out')
    assert.match(text, /"front":\["page\.html"/)
    assert.match(text, /"root":\["",\d+,\[\["page\.html"/)
  })

  test('writes what nobody shows who shows the folder around it', async () => {
    mkdirSync(join(cwd, 'shown'))
    writeFileSync(join(cwd, 'shown/a.txt'), 'a')
    await run('build', 'shown', '--out', 'shown/out/one')
    const shown = diskFiles(join(cwd, 'shown'), { dotfiles: true, links: true })
    assert.equal((await shown.find('a.txt'))?.kind, 'file')
    for (const path of ['out/one', 'out/one/wrangler.json', 'out/one/assets']) {
      assert.equal(await shown.find(path), null, path)
    }
    const itself = diskFiles(join(cwd, 'shown/out/one'))
    assert.equal(await itself.find('wrangler.json'), null)
    assert.equal((await itself.find('worker.js'))?.kind, 'file') // whoever names it means it
  })

  test('does not build what it built', async () => {
    for (const _ of [1, 2])
      assert.equal((await run('build', 'mocks', '--out', 'mocks/out')).code, 0)
    assert.doesNotMatch(read('mocks/out').text, /worker\.js/)
  })

  type Mistake = [args: string[], expected: RegExp]
  const mistakes: Mistake[] = [
    [['sitee'], /^no folder "sitee" here; did you mean "site"\?\n$/],
    [
      ['site', '--out', 'mocks'],
      /^cannot build into ".*mocks": it holds something else; expected a new or empty folder\n$/,
    ],
    [['site', '--out', 'page.html'], /^cannot build into ".*page\.html": .*\n$/],
    ...(process.platform === 'linux'
      ? [
          [
            ['site', '--out', '/proc/x/y'],
            /^cannot build into "\/proc\/x\/y": no such .*\n$/,
          ] as Mistake,
        ]
      : []),
    [
      ['site', '--out', '.'],
      /^cannot build into ".*": it holds something else; expected a new or empty folder\n$/,
    ],
    [['site', '--name', 'My Site'], /^a Worker cannot be called "My Site": try --name my-site\n$/],
  ]
  for (const [args, expected] of mistakes) {
    test(`${args.join(' ')} is a mistake`, async () => {
      const { code, stdout, stderr } = await run('build', ...args)
      assert.deepEqual([code, stdout], [2, ''])
      assert.match(stderr, expected)
    })
  }
})

describe('webstand deploy', () => {
  test('has wrangler check what it built, and uploads nothing', async () => {
    const { code, stdout } = await run('deploy', 'site', '--dry-run', '--name', 'checked')
    assert.equal(code, 0)
    assert.match(stdout, /env\.ASSETS/)
    assert.match(stdout, /--dry-run: exiting now/)
    assert.equal(read('.webstand/out').config.name, 'checked')
  })
})
