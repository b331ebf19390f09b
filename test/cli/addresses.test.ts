import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import {
  type Interfaces,
  networkAddresses,
  parseDefaultInterface,
  urlsOf,
} from '../../src/cli/serve/addresses.ts'

function interfaces(table: Record<string, string[]>): Interfaces {
  return Object.fromEntries(
    Object.entries(table).map(([name, addresses]) => [
      name,
      addresses.map((address) => ({
        address,
        family: address.includes(':') ? ('IPv6' as const) : ('IPv4' as const),
        internal: name === 'lo',
      })),
    ]),
  )
}

describe('networkAddresses()', () => {
  const cases: [table: Record<string, string[]>, first: string | null, expected: string[]][] = [
    [{ lo: ['127.0.0.1', '::1'] }, null, []],
    [{ lo: ['127.0.0.1'], eth0: ['192.168.1.7'] }, 'eth0', ['192.168.1.7']],
    [{ docker0: ['172.17.0.1'], wifi: ['10.0.0.5'] }, 'wifi', ['10.0.0.5', '172.17.0.1']],
    [{ docker0: ['172.17.0.1'], wifi: ['10.0.0.5'] }, null, ['172.17.0.1', '10.0.0.5']],
    [{ eth0: ['fd00::2', '192.168.1.7'] }, 'eth0', ['192.168.1.7', 'fd00::2']],
    [{ eth0: ['203.0.113.7', '192.168.1.7'] }, 'eth0', ['192.168.1.7']],
    [{ eth0: ['203.0.113.7'] }, 'eth0', ['203.0.113.7']], // better than none
    [{ eth0: ['169.254.1.1', 'fe80::1'] }, 'eth0', []],
    [
      { a: ['172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1', '172.31.0.1'] },
      null,
      ['172.31.0.1'],
    ],
    [{ tail: ['100.64.0.1', '100.127.0.1'] }, null, ['100.64.0.1', '100.127.0.1']],
  ]
  for (const [table, first, expected] of cases) {
    test(`${JSON.stringify(table)}, default route by ${first}`, () => {
      assert.deepEqual(networkAddresses(interfaces(table), first), expected)
    })
  }
})

describe('parseDefaultInterface()', () => {
  const head = 'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n'
  const cases: [title: string, table: string, expected: string | null][] = [
    ['an empty table', '', null],
    [
      'no default route',
      `${head}eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n`,
      null,
    ],
    ['one', `${head}eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0  \n`, 'eth0'],
    [
      'the lowest metric of two',
      `${head}wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n` +
        'eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n',
      'eth0',
    ],
  ]
  for (const [title, table, expected] of cases) {
    test(title, () => assert.equal(parseDefaultInterface(table), expected))
  }
})

describe('urlsOf()', () => {
  const addresses = () => ['192.168.1.7', 'fd00::2']
  const every = ['http://192.168.1.7:8000/', 'http://[fd00::2]:8000/', 'http://localhost:8000/']
  const cases: [url: string, host: string, expected: string[]][] = [
    ['http://localhost:8000/', 'localhost', ['http://localhost:8000/']],
    ['http://10.0.0.5:81/', '10.0.0.5', ['http://10.0.0.5:81/']],
    ['http://localhost:8000/', '::', every],
    ['http://localhost:8000/', '0.0.0.0', every],
  ]
  for (const [url, host, expected] of cases) {
    test(`${host} at ${url}`, () => assert.deepEqual(urlsOf(url, host, addresses), expected))
  }
})
