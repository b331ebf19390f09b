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
import { describe, test } from 'vitest'
import { parseRoute } from '../../src/cli/add.ts'
import { parseCommandLine } from '../../src/cli/line/command-line.ts'
import { renderHelp } from '../../src/cli/line/help.ts'
import { routeFile } from '../../src/cli/route-file.ts'
import { mock } from '../../src/test.ts'
import { runtimeNames } from '../runtimes.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { runCli } from './process.ts'

const cwd = temporaryFolder()

type Row = [
  method: string,
  path: string,
  expected: string,
  options?: { status?: number; chance?: number; step?: number },
]

const names: Row[] = [
  ['GET', '/', 'index.GET.json'],
  ['GET', '/users', 'users.GET.json'],
  ['GET', '/users/', 'users.GET.json'],
  ['GET', '/api/users/:id', 'api/users/[id].GET.json'],
  ['GET', '/api/users/[id]', 'api/users/[id].GET.json'],
  ['GET', '/api/:version/users', 'api/[version]/users.GET.json'],
  ['PUT', '/files/*rest', 'files/[...rest].PUT.json'],
  ['PUT', '/files/[[...rest]]', 'files/[[...rest]].PUT.json'],
  ['POST', '/login', 'login(20%).POST.503.json', { status: 503, chance: 20 }],
  ['GET', '/users/:id', 'users/[id].GET.404.json', { status: 404 }],
  ['DELETE', '/users/:id', 'users/[id].DELETE.204.empty', { status: 204 }],
  ['GET', '/job', 'job(1).GET.202.json', { status: 202, step: 1 }],
  ['GET', '/search?q=owls', 'search(q=owls)(2).GET.json', { step: 2 }],
  ['GET', '/users/{id}/posts/{post-id}', 'users/[id]/posts/[post-id].GET.json'],
  ['GET', 'users/:id', 'users/[id].GET.json'],
  ['GET', '/search?q=owls', 'search(q=owls).GET.json'],
  ['GET', '/search?q=a%2Fb&page=2', 'search(q=a%2Fb&page=2).GET.json'],
  ['GET', '/caf%C3%A9', 'café.GET.json'],
  ['GET', '/a b', 'a b.GET.json'],
  ['GET', '/v1.2/a.json', 'v1.2/a.json.GET.json'],
  ['GET', '/a%23b', 'a#b.GET.json'],
]

const refused: [method: string, path: string, message: RegExp][] = [
  ['GET', 'users.GET.json', /expected a path such as "\/users", not a file's name/],
  ['GET', '/api/users(2).GET.404.json', /not a file's name/],
  ['GET', '/a#b', /no request has a "#" in its path; "%23" is sent/],
  ['FETCH', '/x', /"FETCH" is no method/],
  ['ANY', '/x', /"ANY" is no method/],
  ['GET', '//x', /no route is found in ""/],
  ['GET', 'https://example.com/x', /expected a path such as "\/users", not a URL/],
  ['GET', 'GET /users', /"GET \/users" is one word: expected two/], // quoted as one
  ['GET', '/users/{id}.json', /expected a whole segment/],
  ['GET', '/users/{id', /expected a whole segment/],
  ['GET', '/users/{}', /expected a whole segment/],
  ['GET', '/users/[1]', /expected \[id\]/],
  ['GET', '/../x', /no route is found in "\.\."/],
  ['GET', '/a/../../x', /"\.\."/],
  ['GET', '/%2e%2e/x', /"%2e%2e"/],
  ['GET', '/a%2Fb', /"a%2Fb"/],
  ['GET', '/a%5Cb', /"a%5Cb"/],
  ['GET', '/a%00b', /"a%00b"/],
  ['GET', '/%zz', /"%zz"/],
  ['GET', '/a//b', /no route is found in ""/],
  ['GET', '/.env', /"\.env"/],
  ['GET', '/.git/x', /"\.git"/],
  ['GET', '/node_modules/x', /"node_modules"/],
  ['GET', '/a/index', /index is the folder itself/],
  ['GET', '/:', /expected a whole segment/],
  ['GET', '/:1', /expected a whole segment/],
  ['GET', '/*', /expected a whole segment/],
  ['GET', '/*rest/x', /rest\] only at the end/],
  ['GET', '/:id/:id', /only once/],
  ['GET', '/a(b)', /no name of a file says that/],
  ['GET', '/a(5%)', /.*/],
  ['GET', '/a?b', /no name of a file says that/],
  ['GET', '/a?q=b/c', /no name of a file says that/],
  ['GET', `/${'x'.repeat(255)}`, /no name of a file says that/],
]

describe('routeFile()', () => {
  for (const [method, path, expected, options] of names) {
    test(`${method} ${path} is ${expected}`, () => {
      assert.equal(routeFile({ method, path, ...options }), expected)
    })
  }

  for (const [method, path, message] of refused) {
    test(`refuses ${method} ${path.slice(0, 40)}`, () => {
      assert.throws(() => routeFile({ method, path }), { name: 'UsageError', message })
    })
  }

  test('names a file that answers what was asked for', async () => {
    for (const [method, path, file, { status = 200 } = {}] of names) {
      await using api = await mock({ [file]: '' })
      const asked = path.replace(/[:*[{][^/?]*/g, '7').replace('/7?', '?')
      const response = await api.fetch(asked, { method })
      assert.equal(response.status, status, `${method} ${path}`)
    }
  })
})

describe('parseRoute()', () => {
  const route = (method: string, path: string, folder?: string) => ({ method, path, folder })
  const rows: [words: string, expected: object | null][] = [
    ['GET /users', route('GET', '/users')],
    ['post /users mocks', route('POST', '/users', 'mocks')],
    ['/users', route('GET', '/users')],
    ['/users mocks', route('GET', '/users', 'mocks')],
    ['users/:id', route('GET', 'users/:id')],
    ['PSOT /users', route('PSOT', '/users')], // refused as a method, not as a folder
    ['users /mocks', route('USERS', '/mocks')],
    ['', null],
    ['GET', null],
    ['GET /users mocks more', null],
    ['/users mocks more', null],
  ]
  for (const [words, expected] of rows) {
    test(`reads "${words}"`, () => {
      const read = () => parseRoute(words.split(' ').filter(Boolean))
      if (expected !== null) assert.deepEqual(read(), expected)
      else assert.throws(read, { name: 'UsageError', message: /expected a method and a path/ })
    })
  }
})

describe('webstand add --help', () => {
  const examples = [...renderHelp('add').matchAll(/^ {2}webstand add (.+?) {2,}(\S+)$/gm)]

  test('has examples of every flag', () => {
    assert.ok(examples.length > 5)
    for (const flag of ['--status', '--chance', '--step']) {
      assert.ok(
        examples.some(([line]) => line.includes(flag)),
        flag,
      )
    }
  })

  for (const [, line = '', file] of examples) {
    test(`webstand add ${line} writes ${file}`, () => {
      const { words, options } = parseCommandLine(['add', ...line.replaceAll("'", '').split(' ')])
      const { status, chance, step } = options
      assert.equal(routeFile({ ...parseRoute(words), status, chance, step }), file)
    })
  }
})

for (const runtime of runtimeNames) {
  describe(`webstand add on ${runtime}`, () => {
    test('writes the file, prints its name, and never overwrites', async () => {
      const folder = join(cwd, runtime)
      mkdirSync(folder)
      const added = await runCli(runtime, ['add', 'GET', '/api/users/:id'], { cwd: folder })
      assert.deepEqual([added.code, added.stdout], [0, 'api/users/[id].GET.json\n'], added.stderr)
      const file = join(folder, 'api/users/[id].GET.json')
      assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), { id: '{{params.id}}' })
      await using api = await mock(folder)
      assert.deepEqual(await (await api.fetch('/api/users/7')).json(), { id: '7' })

      writeFileSync(file, 'mine')
      const again = await runCli(runtime, ['add', 'GET', '/api/users/:id'], { cwd: folder })
      assert.equal(again.code, 2)
      assert.match(again.stderr, /"api\/users\/\[id\]\.GET\.json": it is there already/)
      assert.equal(readFileSync(file, 'utf8'), 'mine')
    })
  })
}

describe('webstand add', () => {
  test('takes no folder for a path', async () => {
    mkdirSync(join(cwd, 'ad'))
    const { code, stderr } = await runCli('node', ['add', 'GET', 'ad'], { cwd })
    assert.equal(code, 2)
    assert.match(stderr, /"ad" is a folder: expected \/ad for its path, or .*: add GET \/path ad/)
    const added = await runCli('node', ['add', 'GET', '/ad', 'ad'], { cwd })
    assert.equal(added.stdout, 'ad.GET.json\n', added.stderr)
    assert.ok(existsSync(join(cwd, 'ad', 'ad.GET.json')))
  })

  test('writes below another folder, and through no link', async () => {
    mkdirSync(join(cwd, 'mocks'))
    mkdirSync(join(cwd, 'outside'))
    symlinkSync(join(cwd, 'outside'), join(cwd, 'mocks/link'))
    const args = ['add', 'POST', '/login', 'mocks', '--status', '503', '--chance', '20%']
    const { stdout } = await runCli('node', args, { cwd })
    assert.equal(stdout, 'login(20%).POST.503.json\n')
    assert.ok(existsSync(join(cwd, 'mocks', 'login(20%).POST.503.json')))
    const linked = await runCli('node', ['add', 'GET', '/link/x', 'mocks'], { cwd })
    assert.equal(linked.code, 2)
    assert.match(linked.stderr, /"link" is no folder/)
    assert.deepEqual(readdirSync(join(cwd, 'outside')), [])
  })
})
