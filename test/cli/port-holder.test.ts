import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { describe, test } from 'vitest'
import {
  type Holder,
  listeningInodes,
  parseLsof,
  parseNetstat,
  portHolder,
  programName,
} from '../../src/cli/serve/port-holder.ts'

test('listeningInodes() finds the sockets that listen on a port', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 18424 1 0 100 0 0 10 0
   1: 0100007F:1F40 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 18425 1 0 100 0 0 10 0
   2: 00000000:07E8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1213 1 0 100 0 0 10 0
   3: 00000000000000000000000001000000:1F40 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 18426 1 0 100 0 0 10 0
`
  assert.deepEqual(listeningInodes(table, 8000), ['18424', '18426'])
  assert.deepEqual(listeningInodes(table, 2024), ['1213'])
  assert.deepEqual(listeningInodes(table, 80), [])
  assert.deepEqual(listeningInodes('', 8000), [])
})

describe('programName()', () => {
  const cases: [commandLine: string, expected: string | null][] = [
    ['', null], // a zombie
    ['python3\0-m\0http.server\0', 'python3'],
    ['/root/.pyenv/versions/3.11.7/bin/python3\0-m\0http.server\0', 'python3'],
    ['nginx: master process /usr/sbin/nginx -g daemon off;', 'nginx'],
    ['/opt/a:b/server\0', 'server'],
  ]
  for (const [commandLine, expected] of cases) {
    test(JSON.stringify(commandLine), () => assert.equal(programName(commandLine), expected))
  }
})

describe('parseLsof()', () => {
  const cases: [output: string, expected: Holder | null][] = [
    ['', null],
    ['p4242\ncpython3\nf3\n', { pid: 4242, name: 'python3' }],
    ['p4242\n', { pid: 4242, name: null }],
  ]
  for (const [output, expected] of cases) {
    test(JSON.stringify(output), () => assert.deepEqual(parseLsof(output), expected))
  }
})

describe('parseNetstat()', () => {
  const linux = `Active Internet connections (only servers)
Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name
tcp        0      0 127.0.0.1:8000          0.0.0.0:*               LISTEN      4242/python3
tcp        0      0 0.0.0.0:2024            0.0.0.0:*               LISTEN      -
tcp6       0      0 ::1:9000                :::*                    LISTEN      17/node
`
  const windows = `
  Proto  Local Address          Foreign Address        State           PID
  TCP    127.0.0.1:8000         0.0.0.0:0              LISTENING       4242
  TCP    127.0.0.1:18000        127.0.0.1:8000         ESTABLISHED     99
`
  const cases: [output: string, port: number, expected: Holder | null][] = [
    ['', 8000, null],
    [linux, 8000, { pid: 4242, name: 'python3' }],
    [linux, 9000, { pid: 17, name: 'node' }],
    [linux, 2024, null], // someone else's
    [linux, 800, null],
    [windows, 8000, { pid: 4242, name: null }],
    [windows, 18_000, null],
  ]
  for (const [output, port, expected] of cases) {
    test(`port ${port} of ${output.length} characters`, () => {
      assert.deepEqual(parseNetstat(output, port), expected)
    })
  }
})

test.runIf(process.platform === 'linux')('portHolder() finds this very process', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  assert.equal((await portHolder(port))?.pid, process.pid)
  await new Promise((resolve) => server.close(resolve))
  assert.equal(await portHolder(port), null)
})
