import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { beforeAll, describe, test } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'
import { run, succeed, withServer } from './run.ts'

const root = join(import.meta.dirname, '../..')
const bins = join(root, 'node_modules/.bin')
const parent = temporaryFolder()
const command = 'node_modules/webstand/bin/webstand.js'

/** Bytes of all modules of a Worker with files and a canned route, compressed. It only goes down. */
const MOST_OF_WORKER = 31_750

interface Packed {
  readonly filename: string
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string }[]
}

let packed: Packed
let tarball: string
/** Where the package is installed, beside a folder to show. */
let cwd: string

beforeAll(async () => {
  const pack = ['pack', '--json', '--pack-destination', parent]
  packed = JSON.parse(await succeed('npm', pack, { cwd: root }))[0]
  tarball = join(parent, packed.filename)
  cwd = newFolder('installed')
  await install(cwd, tarball)
}, 241_000)

function newFolder(name: string): string {
  const folder = join(parent, name)
  mkdirSync(join(folder, 'site'), { recursive: true })
  writeFileSync(join(folder, 'site/hello.txt'), 'hello')
  writeFileSync(join(folder, 'site/users.GET.json'), '[]')
  return folder
}

async function install(folder: string, what: string): Promise<void> {
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}')
  const flags = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
  await succeed('npm', ['install', ...flags, what], { cwd: folder })
}

/** Brings a Node of that version, and resolves to the folder of its command. */
async function otherNode(version: string): Promise<string> {
  const folder = newFolder(`node-${version}`)
  await install(folder, `node@${version}`)
  return join(folder, 'node_modules/.bin')
}

async function showsTheFolder(url: string): Promise<void> {
  assert.match(url, /^http:\/\/localhost:\d+\/$/)
  assert.equal(await (await fetch(new URL('hello.txt', url))).text(), 'hello')
  assert.equal(await (await fetch(new URL('users', url))).text(), '[]')
}

describe('the package', () => {
  test('holds what it is meant to hold', () => {
    const names = new Set(packed.files.map(({ path }) => path.split('/')[0]))
    const optional = ['README.md', 'CHANGELOG.md', 'LICENSE']
    const expected = ['bin', 'dist', 'package.json', 'THIRD-PARTY.md', ...optional]
    assert.deepEqual([...names].sort(), expected.sort())
    assert.ok(!packed.files.some(({ path }) => /\.(?<!\.d\.)ts$|\.map$|\.tgz$/.test(path)))
  })

  test('is at most 1 MB, and 4 packages', () => {
    assert.ok(packed.unpackedSize <= 1_000_000, `${packed.unpackedSize} bytes`)
    const lock = JSON.parse(readFileSync(join(cwd, 'package-lock.json'), 'utf8'))
    const packages = Object.keys(lock.packages).filter((path) => path !== '')
    assert.ok(packages.length <= 4, packages.join(', '))
  })

  test('names what it bundles, with its licence', () => {
    const notice = readFileSync(join(cwd, 'node_modules/webstand/THIRD-PARTY.md'), 'utf8')
    for (const name of ['micromark', 'mrmime', 'yaml'])
      assert.match(notice, new RegExp(`^- ${name} `, 'm'))
  })

  test('is well made, publint says', async () => {
    const node = join(bins, 'node')
    await succeed(node, [join(bins, 'publint'), 'run', tarball, '--strict'], { cwd })
  })

  test('has types for all that is imported, attw says', async () => {
    const node = join(bins, 'node')
    await succeed(node, [join(bins, 'attw'), tarball, '--profile', 'esm-only'], { cwd })
  })
})

describe('an import finds', () => {
  const program = `
import { createApp, memoryFiles, overlay, readSite, serveFiles, serveMocks } from 'webstand'
import type { App, FileSource, Site } from 'webstand'
import * as bun from 'webstand/bun'
import * as deno from 'webstand/deno'
import { parseRange } from 'webstand/http'
import { diskFiles, serve } from 'webstand/node'
import { mock } from 'webstand/test'
import { assetFiles, type Worker, worker } from 'webstand/workers'

const app: App = createApp({ source: memoryFiles({ 'hello.txt': 'hello' }) })
const source: FileSource = overlay(diskFiles('.'), memoryFiles({}))
const site: Promise<Site> = readSite(source)
const made: Worker = worker({
  manifest: { partSize: 1, root: ['', 0, []] },
  site: { routes: [], mistakes: [], isTruncated: false },
  mocks: 'auto',
})
// @ts-expect-error a number is no source
const wrong = () => createApp({ source: 7 })
// As Bun.serve, Deno.serve and a Worker call it.
const handlers: ((request: Request, info: { hostname: string }) => unknown)[] = [app.fetch]
const functions = [...handlers, serveFiles, serveMocks, parseRange, serve, assetFiles, bun.serve, deno.serve]

const response = await app.request('/hello.txt')
await site
await using api = await mock({
  'x.MOCK.yaml': '- status: 201',
  'y.ANY.ts': { GET: () => ({ a: 1 }) },
})
const answers = [await api.fetch('/x'), await api.fetch('/y')].map(({ status }) => status)
console.log(await response.text(), answers.join(), functions.every((one) => typeof one === 'function'))
export { made, wrong }
`
  const typescript = join(root, 'node_modules/typescript/bin/tsc')
  const resolutions = [
    ['--module', 'nodenext'],
    ['--module', 'preserve', '--moduleResolution', 'bundler'],
  ]

  beforeAll(() => writeFileSync(join(cwd, 'program.ts'), program))

  // Without the types of a browser too: a server has none.
  const libraries = ['dom,dom.iterable,dom.asynciterable,', ''].map((own) => {
    return ['--target', 'es2024', '--lib', `${own}es2024,esnext.disposable`]
  })
  const ways = resolutions.flatMap((resolution) => libraries.map((lib) => [resolution, lib]))
  for (const [resolution = [], lib = []] of ways) {
    test(`types, with ${[...resolution, ...lib].join(' ')}`, async () => {
      // Who imports the adapter of a runtime has the types of that runtime.
      const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')]
      const strict = [
        '--noEmit',
        '--strict',
        '--exactOptionalPropertyTypes',
        ...types,
        ...lib,
        ...resolution,
        'program.ts',
      ]
      await succeed(join(bins, 'node'), [typescript, ...strict], { cwd })
    })
  }

  const runtimes: [name: string, args: string[]][] = [
    ['node', []],
    ['bun', []],
    ['deno', ['run', '--allow-read']],
  ]
  for (const [name, args] of runtimes) {
    test(`the same on ${name}`, async () => {
      const output = await succeed(join(bins, name), [...args, 'program.ts'], { cwd })
      assert.equal(output, 'hello 201,200 true\n')
    })
  }
})

/** A page of the documents, and its programs: each paragraph in front of one names its file. */
function documented(file: string) {
  const page = readFileSync(join(root, 'docs', file), 'utf8')
  const block = /`([^`\s]+\.ts)`(?:(?!\n\n|```)[\s\S])*\n\n```ts\n([\s\S]*?)```/g
  const programs = [...page.matchAll(block)].map(([, name = '', code = '']) => ({ name, code }))
  return { page, programs }
}

/** As a program for Node that has no types of a browser. */
async function typeCheck(files: string[]): Promise<void> {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')]
  const lib = ['--target', 'es2024', '--lib', 'es2024,esnext.disposable']
  const strict = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext']
  await succeed(join(bins, 'node'), [tsc, ...strict, ...lib, ...types, ...files], { cwd })
}

test('the routes of docs/code-routes.md type-check', async () => {
  const { programs } = documented('code-routes.md')
  const files = programs.map(({ name }, index) => `route-${index}-${name.replaceAll('/', '-')}`)
  for (const [index, { code }] of programs.entries()) writeFileSync(join(cwd, files[index]!), code)
  await typeCheck(files)
})

describe('docs/own-server.md', () => {
  const { page, programs } = documented('own-server.md')
  const ask = (url: string, path: string) => fetch(new URL(path, url)).then((it) => it.text())

  beforeAll(() => {
    for (const { name, code } of programs) writeFileSync(join(cwd, name), code)
  })

  test('has no program that is not run here', () => {
    const names = programs.map(({ name }) => name)
    assert.deepEqual(names, ['server.ts', 'bun.ts', 'deno.ts', 'worker.ts', 'hono.ts'])
  })

  for (const [name, ...args] of [
    ['server.ts', 'node'],
    ['bun.ts', 'bun'],
    ['deno.ts', 'deno', 'run', '-A', '--check'],
  ]) {
    test(`${name} serves`, async () => {
      const [runtime = '', ...flags] = args
      await withServer(join(bins, runtime), [...flags, name!], { cwd }, showsTheFolder)
    })
  }

  test('hono.ts serves, and passes on what it has not', async () => {
    await withServer(join(bins, 'node'), ['hono.ts'], { cwd }, async (url) => {
      await showsTheFolder(url)
      const paths = ['docs/start.txt', 'files/hello.txt', 'health']
      const texts = await Promise.all(paths.map((path) => ask(url, path)))
      assert.deepEqual(texts, ['Begin here.', 'hello', 'well'])
    })
  })

  test('worker.ts answers', async () => {
    const call = `import worker from './worker.ts'
      const response = await worker.fetch(new Request('http://localhost/users'), {})
      console.log(await response.text())`
    const args = ['--input-type=module', '--eval', call]
    assert.equal(await succeed(join(bins, 'node'), args, { cwd }), '[]\n')
  })

  test('type-checks for Node and a Worker', async () => {
    await typeCheck(['server.ts', 'worker.ts', 'hono.ts'])
  })

  test('names every option of createApp', () => {
    const options = readFileSync(join(root, 'src/core/options.ts'), 'utf8')
    const cache = readFileSync(join(root, 'src/core/files/cache-policy.ts'), 'utf8')
    const rows = page.slice(page.indexOf('| option |'))
    const names = [...`${options}${cache}`.matchAll(/^ {2}(\w+)\??: /gm)].map(([, name]) => name)
    assert.ok(names.length > 20)
    for (const name of names) assert.ok(rows.includes(`\`${name}\``), name)
  })
})

test('what runs anywhere asks for nothing of Node', async () => {
  const names = ['webstand', 'webstand/http', 'webstand/workers']
  const { metafile } = await build({
    stdin: { contents: names.map((name) => `import '${name}'`).join('\n'), resolveDir: cwd },
    bundle: true,
    format: 'esm',
    external: ['node:*'],
    ignoreAnnotations: true,
    metafile: true,
    write: false,
    logLevel: 'silent',
  })
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports)
  assert.deepEqual(imports, [])
  assert.ok(Object.keys(metafile.inputs).some((path) => path.endsWith('adapters/workers.js')))
})

describe('the command', () => {
  test('says on Node 20 which Node it needs', async () => {
    const node = join(await otherNode('20'), 'node')
    const { code, stdout, stderr } = await run(node, [command, 'site'], { cwd })
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, /^webstand needs Node 22\.18 or newer; this is Node 20\.\d+\.\d+\n$/)
  }, 120_000)

  for (const version of ['22', '24']) {
    test(`runs by npx on Node ${version}`, async () => {
      const path = version === '24' ? bins : await otherNode(version)
      const [folder, args] = [
        newFolder(`npx-${version}`),
        ['--yes', `file:${tarball}`, 'site', '--port', '0'],
      ]
      const found = await succeed('node', ['--version'], { cwd: folder, path })
      assert.match(found, new RegExp(`^v${version}\\.`))
      await withServer('npx', args, { cwd: folder, path }, showsTheFolder)
    }, 120_000)
  }

  test('runs by bunx --bun', async () => {
    const args = ['--bun', 'webstand', 'site', '--port', '0']
    await withServer(join(bins, 'bunx'), args, { cwd, path: bins }, showsTheFolder)
  })

  test('runs on Deno', async () => {
    const args = ['run', '-A', command, 'site', '--port', '0']
    await withServer(join(bins, 'deno'), args, { cwd }, showsTheFolder)
  })

  test('builds a Worker without any other package', async () => {
    const { code, stderr } = await run(join(bins, 'node'), [command, 'build', 'site'], { cwd })
    assert.equal(code, 0, stderr)
    const out = join(cwd, '.webstand/out')
    assert.equal(readdirSync(join(out, 'assets')).length, 4) // two files, what pages load and look like
    const modules = readdirSync(out).filter((name) => name.endsWith('.js'))
    // As wrangler counts what it uploads.
    const { length } = gzipSync(Buffer.concat(modules.map((name) => readFileSync(join(out, name)))))
    assert.ok(length <= MOST_OF_WORKER, `${length} bytes`)
  })

  test('says what to type where wrangler is not installed', async () => {
    const args = [command, 'deploy', 'site', '--dry-run']
    const { code, stderr } = await run(join(bins, 'node'), args, { cwd })
    assert.equal(code, 2)
    const line = 'npx wrangler@4 deploy --config .webstand/out/wrangler.json --dry-run'
    assert.ok(stderr.endsWith(`wrangler is not installed here. Type: ${line}\n`), stderr)
  })
})
