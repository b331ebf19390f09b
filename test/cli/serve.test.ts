import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, test } from 'vitest'
import { runtimeNames, runtimes } from '../runtimes.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { type Cli, type CliOptions, main, startCli } from './process.ts'

const cwd = temporaryFolder()
const running = new Set<Cli>()

beforeAll(() => {
  for (const name of ['site', 'site/api', 'bin', 'build']) mkdirSync(join(cwd, name))
  const files: Record<string, string> = {
    'site/hello.txt': 'hello',
    'site/.env': 'SECRET',
    'site/api/[id].GET.json': '{"id":"{{params.id}}"}',
    'site/api/x.GET.json.bak': '',
    'build/built.txt': 'built',
    'page.html': '<h1>page</h1>',
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text)
  writeFileSync(join(cwd, 'site/large.bin'), '')
  truncateSync(join(cwd, 'site/large.bin'), 256 * 1024 * 1024)
})

afterEach(() => {
  for (const cli of running) cli.child.kill('SIGKILL')
  running.clear()
})

for (const runtime of runtimeNames) {
  describe(runtime, () => {
    const start = (args: string[], options: Partial<CliOptions> = {}) => {
      const cli = startCli(runtime, args, { cwd, ...options })
      running.add(cli)
      return cli
    }
    const run = (args: string[], options?: Partial<CliOptions>) => start(args, options).ended
    const urlOf = (cli: Cli) => cli.line('stdout', /^/)

    test('on a pipe the first line is the URL alone, and the log goes to stderr', async () => {
      const cli = start(['site', '--port', '0'])
      const url = await urlOf(cli)
      assert.match(url, /^http:\/\/localhost:\d+\/$/)
      await fetch(new URL('hello.txt', url))
      await fetch(new URL('.env', url))
      await fetch(new URL('api/7?q=%1b', url))
      assert.match(await cli.line('stderr', / \/hello\.txt /), /GET .* 200 +5 B .* hello\.txt$/)
      assert.match(await cli.line('stderr', / \/\.env /), / 404 .* hidden \(--allow-hidden\)$/)
      assert.match(await cli.line('stderr', / \/api\/7/), / 200 .*\[id\]\.GET\.json {2}id=7$/)
      await cli.line('stderr', /^api\/x\.GET\.json\.bak: /)
      cli.child.kill('SIGTERM')
      const { code, stdout, stderr } = await cli.ended
      assert.equal(code, 0)
      assert.equal(stdout, `${url}\n`)
      assert.ok(!stderr.includes('\x1b'))
    })

    test('answers on both loopback addresses', async () => {
      const { port } = new URL(await urlOf(start(['site', '0'])))
      for (const host of ['127.0.0.1', '[::1]']) {
        const response = await fetch(`http://${host}:${port}/hello.txt`)
        assert.equal(await response.text(), 'hello', host)
      }
    })

    test('--lan prints an address for each network, this machine last, and all answer', async () => {
      const cli = start(['site', '0', '--lan'])
      const { port } = new URL(await cli.line('stdout', /localhost/))
      for (const url of cli.text('stdout').trimEnd().split('\n')) {
        assert.equal(new URL(url).port, port)
        assert.equal(await (await fetch(new URL('hello.txt', url))).text(), 'hello', url)
      }
    })

    test('shows one file, at the root and at its name, over a folder', async () => {
      const url = await urlOf(start(['page.html', 'site', '0']))
      for (const path of ['', 'page.html']) {
        const response = await fetch(new URL(path, url))
        assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8')
        assert.equal(await response.text(), '<h1>page</h1>')
      }
      assert.equal(await (await fetch(new URL('hello.txt', url))).text(), 'hello')
    })

    test('shows a folder that is named like a command', async () => {
      const url = await urlOf(start(['./build', '-p', '0']))
      assert.equal(await (await fetch(new URL('built.txt', url))).text(), 'built')
    })

    test('takes the next free port where nobody asked for one, and says so', async () => {
      const holder = await hold('127.0.0.1', 8000)
      try {
        const cli = start(['site'])
        const { port } = new URL(await urlOf(cli))
        const expected = `port 8000 is in use by ${holder === null ? '.*' : pid}; took ${port}$`
        await cli.line('stderr', new RegExp(expected))
      } finally {
        holder?.close()
      }
    })

    const asked: [title: string, args: (port: number) => string[], env: boolean, host: string][] = [
      ['by flag', (port) => ['site', '--port', `${port}`], false, '127.0.0.1'],
      ['as a number', (port) => ['site', `${port}`], false, '::1'],
      ['by PORT', () => ['site'], true, '0.0.0.0'],
    ]
    for (const [title, args, isEnv, host] of asked) {
      test(`a busy port that was asked for ${title} is a mistake (${host})`, async () => {
        const holder = (await hold(host, 0))!
        const { port } = holder.address() as { port: number }
        try {
          const env: Record<string, string> = isEnv ? { PORT: `${port}` } : {}
          const { code, stdout, stderr } = await run(args(port), { env })
          const kill = `Free it: kill ${process.pid}. Or: --port`
          assert.match(stderr, new RegExp(`^port ${port} is in use by ${pid}. ${kill} \\d+\n$`))
          assert.equal(stdout, '')
          assert.equal(code, 2)
        } finally {
          holder.close()
        }
      })
    }

    // Deno does not start in such a folder.
    test.skipIf(runtime === 'deno')('a folder that was deleted is shown as no other', async () => {
      const gone = join(cwd, 'gone')
      mkdirSync(gone)
      const [command, ...flags] = [...runtimes[runtime], main, 'routes']
      const script = 'rmdir "$PWD"; exec "$@"'
      const child = spawn('sh', ['-c', script, 'sh', command!, ...flags], { cwd: gone })
      let said = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
      const code = await new Promise((resolve) => child.on('close', resolve))
      assert.equal(said, '"." was deleted: change to a folder that is there\n')
      assert.equal(code, 2)
    })

    const mistakes: [args: string[], expected: string][] = [
      [['sitee'], 'no folder "sitee" here; did you mean "site"?'],
      [['a\n\x1b[2J'], 'no folder "a\\x0a\\x1b[2J" here; see webstand --help'], // one line, and nothing acts on a terminal
      [['--prot', '1'], 'unknown option "--prot"; did you mean "--port"?'],
      [
        ['site', '--host', '192.0.2.77'],
        'cannot listen on "192.0.2.77": this machine has no such address',
      ],
      [
        ['site', '--host', 'no.such.invalid'],
        'cannot listen on "no.such.invalid": this machine has no such address',
      ],
      [['explain', 'nope'], '"nope" is not a path: it begins with "/", as in explain GET /nope'],
    ]
    for (const [args, expected] of mistakes) {
      test(`webstand ${args.join(' ')} is one line and code 2`, async () => {
        const ended = await run(args)
        assert.deepEqual(ended, { code: 2, stdout: '', stderr: `${expected}\n` })
      })
    }

    test('explain says what each step did, and shows no body', async () => {
      const { code, stdout, stderr } = await run(['explain', '/api/7', 'site'])
      assert.equal(stderr, '')
      assert.equal(code, 0)
      assert.match(stdout, /^GET \/api\/7\n/)
      assert.match(stdout, /canonical +passed on +\S/)
      assert.match(stdout, /pattern +answered +api\/\[id\]\.GET\.json {2}id=7\n/)
      assert.match(stdout, /\n200 OK\n[a-z-]+: /)
      assert.ok(!stdout.includes('"id"'))
    })

    test('explain --json is JSON', async () => {
      const args = ['explain', 'POST', '/api/7', 'site', '--json']
      const { stdout } = await run(args)
      const { method, status, fields, steps } = JSON.parse(stdout)
      assert.deepEqual([method, status, fields.allow], ['POST', 405, 'GET, HEAD, OPTIONS'])
      assert.equal(steps.at(-1).isAnswer, true)
    })

    test('routes prints a table, and what is wrong on stderr', async () => {
      const { code, stdout, stderr } = await run(['routes', 'site'])
      assert.equal(stdout, 'GET  /api/[id]  200  api/[id].GET.json\n')
      assert.match(stderr, /^api\/x\.GET\.json\.bak: /)
      assert.equal(code, 0)
    })

    test('opens a browser with --open, and says so when there is none', async () => {
      const opener = join(cwd, 'bin/xdg-open')
      const env = { PATH: `${join(cwd, 'bin')}:${process.env.PATH}` }
      writeFileSync(
        opener,
        `#!/bin/sh\nexec "${process.execPath}" -e "fetch(process.argv[1])" "$1"\n`,
      )
      chmodSync(opener, 0o755)
      await start(['site', '0', '--open'], { env }).line('stderr', /GET +\/ .* 200 /)
      writeFileSync(opener, '#!/bin/sh\nexit 3\n')
      await start(['site', '0', '--open'], { env }).line('stderr', /^cannot open a browser/)
    })

    test('waits for an answer on its way, and a second signal ends it at once', async () => {
      const cli = start(['site', '0'])
      const { port } = new URL(await urlOf(cli))
      const reader = connect(Number(port), '127.0.0.1')
      await new Promise((resolve) => {
        reader.once('readable', resolve)
        reader.write('GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n')
      })
      cli.child.kill('SIGINT')
      await cli.line('stderr', /^waiting up to 3 s for 1 answer/)
      cli.child.kill('SIGINT')
      assert.equal((await cli.ended).code, 130)
      reader.destroy()
    })
  })
}

const pid = `\\S.* \\(pid ${process.pid}\\)`

/** Listens where the runtime under test is to listen; `null`: someone does already. */
function hold(host: string, port: number): Promise<Server | null> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null)
      else reject(error)
    })
    server.listen({ host, port, ipv6Only: true }, () => resolve(server))
  })
}
