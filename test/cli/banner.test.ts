import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { renderFacts, renderHead, renderMistakes } from '../../src/cli/serve/banner.ts'
import { paintFor } from '../../src/cli/terminal.ts'
import type { Mistake } from '../../src/core/mistake.ts'
import { CODE_IS_OFF } from '../../src/core/mocks/names/compile.ts'
import type { Site } from '../../src/core/site.ts'

const paint = paintFor(false)

function siteOf(routes: number, mistakes: Mistake[] = []): Site {
  const route = { method: 'GET', pattern: '/x', segments: [], variants: [] }
  return { routes: Array(routes).fill(route), mistakes, isTruncated: false }
}

describe('renderHead()', () => {
  test('has the address first, beside what is shown', () => {
    const urls = ['http://localhost:8000/']
    assert.deepEqual(renderHead({ runtime: 'bun 1.4.5', urls, shown: './demo', paint }).slice(1), [
      '',
      '  http://localhost:8000/        ./demo',
    ])
  })

  test('has a line for each further address', () => {
    const urls = ['http://192.168.100.100:8000/', 'http://localhost:8000/']
    assert.deepEqual(renderHead({ runtime: '', urls, shown: '\x1b[2J', paint }).slice(2), [
      '  http://192.168.100.100:8000/  \\x1b[2J',
      '  http://localhost:8000/',
    ])
  })
})

describe('renderFacts()', () => {
  const cases: [title: string, site: Site, isOpen: boolean, expected: string[]][] = [
    ['nothing to say of routes', siteOf(0), false, ['this machine only             share: --lan']],
    [
      'one route',
      siteOf(1),
      true,
      [
        '1 route                       webstand routes demo',
        'open to the network           anyone on it can look',
      ],
    ],
    [
      'routes that are off',
      siteOf(0),
      false,
      ['every file as it is           --mocks never', 'this machine only             share: --lan'],
    ],
    [
      'much code without consent',
      siteOf(
        5,
        'abcd'
          .split('')
          .map((name) => ({ file: `api/long-${name}.POST.ts`, message: CODE_IS_OFF })),
      ),
      false,
      [
        '5 routes                      webstand routes demo',
        'this machine only             share: --lan',
        '4 files of code need --allow-code: api/long-a.POST.ts, api/long-b.POST.ts, …',
      ],
    ],
    [
      'a mistake',
      siteOf(2, [{ file: 'a\x1b.GET.ts', line: 3, message: 'why' }]),
      false,
      [
        '2 routes, 1 mistake           webstand routes demo',
        'this machine only             share: --lan',
        'a\\x1b.GET.ts:3: why',
      ],
    ],
  ]
  for (const [title, site, isOpen, expected] of cases) {
    test(title, () => {
      const mocks = title === 'routes that are off' ? 'never' : 'auto'
      const lines = renderFacts({ site, mocks, names: ['demo'], isOpen, paint })
      assert.deepEqual(
        lines,
        expected.map((line) => `  ${line}`),
      )
    })
  }
})

test('renderMistakes() says of a few files of code each that it is not run', () => {
  const mistakes = ['a.GET.ts', 'b.GET.ts'].map((file) => ({ file, message: CODE_IS_OFF }))
  assert.deepEqual(renderMistakes(siteOf(2, mistakes)), [
    'a.GET.ts: code is not run without --allow-code: it answers 403',
    'b.GET.ts: code is not run without --allow-code: it answers 403',
  ])
})

test('renderMistakes() counts those that it leaves out, and says when the search ended', () => {
  const mistakes = Array.from({ length: 7 }, (_, index) => ({ file: `${index}`, message: 'm' }))
  const lines = renderMistakes({ ...siteOf(0, mistakes), isTruncated: true })
  assert.equal(lines.length, 7)
  assert.equal(lines[5], 'and 2 more: webstand routes')
  assert.match(lines[6]!, /50 000 entries/)
  assert.equal(renderMistakes(siteOf(0, mistakes), Infinity).length, 7)
})
