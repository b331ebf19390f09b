import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type CommandLine, parseCommandLine } from '../../src/cli/line/command-line.ts'
import { flagTable, type Options } from '../../src/cli/line/flags.ts'
import { UsageError } from '../../src/cli/line/usage-error.ts'
import { temporaryFolder } from '../temporary-folder.ts'

describe('parseCommandLine() understands', () => {
  const cases: [line: string, command: string, words: string[], options: Partial<Options>][] = [
    ['', 'serve', [], {}],
    ['dist mocks', 'serve', ['dist', 'mocks'], {}],
    ['serve dist', 'serve', ['dist'], {}],
    ['./build', 'serve', ['./build'], {}],
    ['build', 'build', [], {}],
    ['dist build', 'serve', ['dist', 'build'], {}], // only the first word is a command
    ['--port 8080', 'serve', [], { port: 8080 }],
    ['--port=0', 'serve', [], { port: 0 }],
    ['-p 65535 .', 'serve', ['.'], { port: 65_535 }],
    ['-p8080', 'serve', [], { port: 8080 }],
    ['-p 1 -p 2', 'serve', [], { port: 2 }], // the last one counts
    ['8080', 'serve', ['8080'], {}], // whether it is a port is for the disk to say
    ['--lan --open', 'serve', [], { lan: true, open: true }],
    ['--host ::1', 'serve', [], { host: '::1' }],
    ['--host [::1]', 'serve', [], { host: '::1' }],
    ['--host 127.1', 'serve', [], { host: '127.0.0.1' }], // as a URL spells it
    ['--host 0', 'serve', [], { host: '0.0.0.0' }],
    ['--host LocalHost', 'serve', [], { host: 'localhost' }],
    ['--mocks never', 'serve', [], { mocks: 'never' }],
    ['--html drop-slash --spa', 'serve', [], { html: 'drop-slash', spa: true }],
    ['build --cache 60', 'build', [], { cache: { cache: 60, immutable: false } }],
    ['--cache immutable', 'serve', [], { cache: { immutable: true } }],
    ['--cache 0,immutable', 'serve', [], { cache: { cache: 0, immutable: true } }],
    ['--allow-host a --allow-host b', 'serve', [], { allowHost: ['a', 'b'] }],
    ['--allow-host A', 'serve', [], { allowHost: ['a'] }],
    ['--allow-host [::1]', 'serve', [], { allowHost: ['[::1]'] }],
    ['preview --lan --open', 'preview', [], { lan: true, open: true }],
    ['--allow-host Bücher.example', 'serve', [], { allowHost: ['xn--bcher-kva.example'] }],
    ['--allow-hidden --allow-links', 'serve', [], { allowHidden: true, allowLinks: true }],
    ['--cors', 'serve', [], { cors: ['*'] }],
    ['--cors dist', 'serve', ['dist'], { cors: ['*'] }],
    ['--cors --isolate', 'serve', [], { cors: ['*'], isolate: true }],
    ['--cors https://a.example dist', 'serve', ['dist'], { cors: ['https://a.example'] }],
    ['--cors http://a:1 http://b dist', 'serve', ['dist'], { cors: ['http://a:1', 'http://b'] }],
    ['--cors=http://a --cors * x', 'serve', ['x'], { cors: ['http://a', '*'] }],
    ['--cors dist.v2', 'serve', ['dist.v2'], { cors: ['*'] }], // a folder that is there
    ['--cors capacitor://localhost', 'serve', [], { cors: ['capacitor://localhost'] }],
    ['--json routes x', 'routes', ['x'], { json: true }], // a flag may come first
    ['explain GET /x --json', 'explain', ['GET', '/x'], { json: true }],
    ['explain / -H a:b --header c:d', 'explain', ['/'], { header: ['a:b', 'c:d'] }],
    ['-h', 'serve', [], { help: true }],
    ['explain --help', 'explain', [], { help: true }],
    ['-v', 'serve', [], { version: true }],
    ['-hv', 'serve', [], { help: true, version: true }],
  ]
  for (const [line, command, words, options] of cases) {
    test(`webstand ${line}`, () => {
      const { options: none } = parseCommandLine([])
      const expected = {
        command,
        isNamed: argsOf(line).includes(command),
        words,
        program: null,
        options: { ...none, ...options },
      } as CommandLine
      assert.deepEqual(parseCommandLine(argsOf(line)), expected)
    })
  }
})

const before = process.cwd()
const folder = temporaryFolder()

beforeAll(() => {
  process.chdir(folder)
  for (const name of ['--a-folder', '-dash', 'dist.v2']) mkdirSync(name)
})

afterAll(() => {
  process.chdir(before)
})

describe('parseCommandLine() refuses', () => {
  const cases: [line: string, expected: string][] = [
    ['--prot 1', 'unknown option "--prot"; did you mean "--port"?'],
    ['--opne', 'unknown option "--opne"; did you mean "--open"?'],
    ['--frobnicate', 'unknown option "--frobnicate"; see webstand --help'],
    ['-x', 'unknown option "-x"; see webstand --help'],
    ['-hx', 'unknown option "-hx"; see webstand --help'],
    ['-help', 'unknown option "-help"; did you mean "--help"?'],
    ['-port 80', 'unknown option "-port"; did you mean "--port"?'], // and no -p ort
    ['-P 80', 'unknown option "-P"; did you mean "-p"?'],
    ['--no-lan', 'unknown option "--no-lan"; "--lan" is off unless it is asked for'],
    ['--dir site', 'unknown option "--dir"; did you mean "webstand DIR"?'], // and not --port
    ['-s', 'unknown option "-s"; did you mean "--spa"?'],
    ['--dotfiles', 'unknown option "--dotfiles"; did you mean "--allow-hidden"?'],
    ['--no-mocks', 'unknown option "--no-mocks"; did you mean "--mocks never"?'],
    [
      '--cert x.pem',
      'unknown option "--cert"; it speaks HTTP alone; what adds TLS, such as caddy, goes before it',
    ],
    ['--a-folder', 'unknown option "--a-folder"; did you mean "./--a-folder"?'],
    ['-dash', 'unknown option "-dash"; did you mean "./-dash"?'],
    ['--constructor', 'unknown option "--constructor"; see webstand --help'],
    [
      '--json',
      '"--json" means nothing to webstand serve; it is for webstand explain, webstand routes',
    ],
    [
      'routes -p 1',
      '"-p" means nothing to webstand routes; it is for webstand serve, webstand preview',
    ],
    [
      '--cors https://A.example/',
      '"https://A.example/" is not an origin: expected one such as --cors https://a.example',
    ],
    [
      '--cors a.example',
      '"a.example" is not an origin: expected one such as --cors https://a.example',
    ],
    [
      '--cors http://b localhost:3000 site',
      '"localhost:3000" is not an origin: expected one such as --cors http://localhost:3000',
    ],
    [
      '--cors=192.168.1.7:80',
      '"192.168.1.7:80" is not an origin: expected one such as --cors http://192.168.1.7',
    ],
    ['--cors=dist', '"dist" is not an origin: expected one such as --cors https://app.example'],
    ['--cors=', '"--cors" needs a value: --cors [ORIGIN…]'],
    ['--port', '"--port" needs a value: --port N'],
    ['--port=', '"--port" needs a value: --port N'],
    ['--port --lan', '"--port" needs a value: --port N'],
    ['-p', '"-p" needs a value: -p N'],
    ['--html', '"--html" needs a value: --html any|auto|force-slash|drop-slash|exact'],
    ['--mocks --lan', '"--mocks" needs a value: --mocks auto|never'],
    ['--port x', 'cannot listen on port "x": expected 0 to 65535'],
    ['--port 65536', 'cannot listen on port "65536": expected 0 to 65535'],
    ['--port=-1', 'cannot listen on port "-1": expected 0 to 65535'],
    ['--port -1', 'cannot listen on port "-1": expected 0 to 65535'],
    ['-p -1', 'cannot listen on port "-1": expected 0 to 65535'],
    ['--delay -5', '"--delay" takes milliseconds such as 200 or 100-500, not "-5"'],
    [
      '--host http://a',
      '"--host" takes an address or a name, without port or zone, not "http://a"',
    ],
    [
      '--host a:80',
      '"--host" takes an address or a name, without port or zone, not "a:80"; try --host a --port 80',
    ],
    [
      '--host fe80::1%lo',
      '"--host" takes an address or a name, without port or zone, not "fe80::1%lo"',
    ],
    [
      '--host 300.1.1.1',
      '"--host" takes an address or a name, without port or zone, not "300.1.1.1"',
    ],
    ['--allow-host *', '"--allow-host" takes a name such as app.example, not "*"'],
    [
      '--allow-host a:80',
      '"--allow-host" takes a name such as app.example, not "a:80"; any port goes with --allow-host a',
    ],
    [
      '--allow-host a:',
      '"--allow-host" takes a name such as app.example, not "a:"; any port goes with --allow-host a',
    ],
    ['--allow-host a:x', '"--allow-host" takes a name such as app.example, not "a:x"'],
    ['--allow-host .a', '"--allow-host" takes a name such as app.example, not ".a"'],
    ['--allow-host http://a', '"--allow-host" takes a name such as app.example, not "http://a"'],
    ['--port 1e3', 'cannot listen on port "1e3": expected 0 to 65535'],
    ['--lan=yes', '"--lan" takes no value: "yes"'],
    ['--mocks maybe', '"--mocks" takes "auto" or "never", not "maybe"'],
    ['--html none', '"--html" takes any, auto, force-slash, drop-slash, exact, not "none"'],
    ['--cache 1h', '"--cache" takes seconds, "immutable" or both, as in 60,immutable; not "1h"'],
    ['routes . -- npm test', 'nothing may follow "--" of webstand routes'],
    ['add GET /x --status 99', '"--status" takes 200 to 599, not "99"'],
    ['add GET /x --chance 101%', '"--chance" takes 0% to 100%, not "101%"'],
  ]
  for (const [line, expected] of cases) {
    test(`webstand ${line}`, () => {
      assert.throws(() => parseCommandLine(argsOf(line)), new UsageError(expected))
    })
  }
})

test('every flag but --help and --version says which commands it is for', () => {
  const general = flagTable.filter(([, { commands }]) => commands === undefined)
  assert.deepEqual(
    general.map(([name]) => name),
    ['help', 'version'],
  )
})

function argsOf(line: string): string[] {
  return line.split(' ').filter((arg) => arg !== '')
}
