import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import {
  negotiateCoding,
  negotiateType,
  parseQualityList,
} from '../../../src/core/http/negotiation.ts'

// Expected is each preference as `value;parameters@quality`.
const lists: [list: string, expected: string][] = [
  ['', ''],
  [' , ,\t', ''],
  [';q=1', ''],
  ['a;q=', ''], // ours: what has a weight that is none is left out
  ['a;q=x', ''],
  ['a;q=1.5', ''],
  ['a;q=-1', ''],
  ['a;q=.', ''],
  ['a;q=0.5.5', ''],
  ['a;q=1e-1', ''],
  ['a;q=0x1', ''],
  ['a;q=Infinity', ''],
  ['a;q=2, b', 'b@1'],

  ['a', 'a@1'],
  ['a;q=0', 'a@0'],
  ['a;q=0.', 'a@0'],
  ['a;q=0.000', 'a@0'],
  ['a;q=1.000', 'a@1'],
  ['a;q=0.123', 'a@0.123'],
  ['a;q=.2', 'a@0.2'], // ours: as Java sends it
  ['a;q=0.12345', 'a@0.12345'], // ours: more digits than three
  ['a;Q=0.5', 'a@0.5'],
  ['a \t; \tq=0.5 ', 'a@0.5'],
  ['A/B;Level=1', 'a/b;level=1@1'],
  ['a;level=1;q=0.5', 'a;level=1@0.5'],
  ['a;q=0.5;level=1', 'a;level=1@0.5'], // any place, §12.5.1
  ['a;;q=0.5;', 'a@0.5'], // empty parameters, §5.6.6
  ['a;q=0.5;q=0.1', 'a@0.5'], // ours: the first
  ['a,,b;q=0.1, ,c', 'a@1 b@0.1 c@1'], // empty elements, §5.6.1.2
  ['a;t="x,y;q=0.1";q=0.5,b', 'a;t=x,y;q=0.1@0.5 b@1'], // quoted strings, §5.6.4
  ['a;t="x\\"y,",b', 'a;t=x"y,@1 b@1'],
  ['a;t="x,b', 'a;t="x,b@1'], // a quote that does not end
  ['en-GB, *;q=0.5', 'en-gb@1 *@0.5'],
]

for (const [list, expected] of lists) {
  test(`parseQualityList(${JSON.stringify(list)})`, () => {
    const preferences = parseQualityList(list).map(({ value, parameters, quality }) => {
      return `${[value, ...parameters].join(';')}@${quality}`
    })
    assert.equal(preferences.join(' '), expected)
  })
}

const page = ['text/html', 'application/json', 'text/plain']
// The ranges of the example in §12.5.1, and the quality that it gives to each type.
const example =
  'text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5'
const exampleOrder = [
  'text/plain;format=flowed',
  'text/plain',
  'image/jpeg',
  'text/plain;format=fixed',
  'text/html',
]

const types: [accept: string | null, offered: string[], expected: string | null][] = [
  ['text/html', [], null],
  [null, [], null],
  ['image/png', page, null],
  ['text/html;q=0', page, null],
  ['*/*;q=0', page, null],
  ['*/*;q=0, text/*;q=0', page, null],
  ['text', page, null],
  ['html', page, null],
  ['*/html', page, null],
  ['text/htm*', page, null],
  ['text/html;level=1', page, null], // a type without that parameter
  ['constructor', page, null],
  ['*/*', [''], null],
  ['text/html;q=0, */*', ['text/html'], null], // the most specific range counts
  ['text/html;q=0, text/*;q=1', ['text/html'], null],

  [null, page, 'text/html'], // any type, §12.5.1
  ['', page, 'text/html'], // ours: as absent
  [', ,', page, 'text/html'],
  ['text/html;q=high', page, 'text/html'], // ours: nothing that can be read is as absent
  ['*/*', page, 'text/html'],
  ['text/plain, application/json', page, 'application/json'], // of equals, the first offered
  ['text/plain;q=0.9, application/json;q=0.8', page, 'text/plain'],
  ['application/json', page, 'application/json'],
  ['APPLICATION/JSON', page, 'application/json'],
  ['application/*', page, 'application/json'],
  ['*/*;q=0.1, text/plain;q=0.2', page, 'text/plain'],
  ['*/*, text/html;q=0.5', page, 'application/json'],
  ['text/*;q=0, */*', page, 'application/json'],
  ['application/json, text/plain, */*', page, 'text/html'], // axios
  ['text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2', page, 'text/html'], // Java
  ['image/gif, *; q=.2', page, 'text/html'],
  ['audio/*; q=0.2, audio/basic', ['audio/mp4', 'audio/basic'], 'audio/basic'], // §12.5.1
  [
    'text/plain; q=0.5, text/html, text/x-dvi; q=0.8, text/x-c',
    ['text/plain', 'text/x-dvi', 'text/x-c'],
    'text/x-c',
  ],
  [
    'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', // a browser
    ['application/json', 'text/html'],
    'text/html',
  ],
  ['application/json; charset=utf-8', page, 'application/json'], // ours: charset is ignored
  ['text/plain', ['text/plain; charset=utf-8'], 'text/plain; charset=utf-8'],
  ['text/html;level="1"', ['text/html; Level=1'], 'text/html; Level=1'],
  ['text/html;level=1;q=0.1, text/html', ['text/html;level=1', 'text/plain'], 'text/html;level=1'],
]

for (const [accept, offered, expected] of types) {
  test(`negotiateType(${JSON.stringify(accept)}, [${offered}])`, () => {
    assert.equal(negotiateType(accept, offered), expected)
  })
}

for (const [place, type] of exampleOrder.entries()) {
  test(`negotiateType() prefers ${type} to what follows it in the example of §12.5.1`, () => {
    assert.equal(negotiateType(example, exampleOrder.slice(place).reverse()), type)
  })
}

const both = ['br', 'gzip']
const codings: [field: string | null, offered: string[], expected: string | null][] = [
  // Nothing is acceptable
  ['identity;q=0', both, null], // what is not listed is not acceptable, §12.5.3
  ['*;q=0', both, null],
  ['identity;q=0, deflate', both, null],
  ['gzip, *;q=0', [], null],
  ['identity;q=0, br;q=0, gzip;q=0, *', both, null],
  ['identity;q=0, *', [], null],

  [null, both, 'identity'], // ours: any coding is allowed
  ['', both, 'identity'], // "does not want any content coding in response"
  ['gzip;q=high', both, 'identity'],
  ['deflate', both, 'identity'],
  ['compress', both, 'identity'],
  ['gzip;q=0', both, 'identity'],
  ['gzip;q=0.000, br;q=0', both, 'identity'],
  ['identity', both, 'identity'],
  ['gzip, br', [], 'identity'],
  ['gzip;q=0, *;q=0, identity', both, 'identity'],
  ['gzip;q=0.5, identity', both, 'identity'],
  ['*;q=0.5, identity', both, 'identity'],
  ['gzip;q=0.5, *', ['gzip'], 'identity'], // "*" is identity too
  ['constructor', both, 'identity'],

  ['gzip', both, 'gzip'],
  ['GZip', both, 'gzip'],
  ['x-gzip', both, 'gzip'], // §8.4.1.3
  ['x-gzip;q=0, gzip', both, 'identity'], // ours: the first of equals
  ['x-compress', ['compress'], 'compress'], // §8.4.1.1
  ['gzip, br', both, 'br'],
  ['gzip, deflate, br, zstd', both, 'br'],
  ['gzip;q=1, br;q=0.1', both, 'gzip'],
  ['gzip;q=0.5', both, 'gzip'], // what is asked for comes before identity
  ['gzip;q=0.001', both, 'gzip'],
  ['gzip;q=0.5, identity;q=0.5', both, 'gzip'],
  ['*', both, 'br'],
  ['*', ['gzip', 'br'], 'gzip'],
  ['br;q=0, *', both, 'gzip'],
  ['gzip, *;q=0', both, 'gzip'],
  ['identity;q=0, *', both, 'br'],
  ['identity;q=0, gzip;q=0.1', both, 'gzip'],
  ['compress;q=0.5, gzip;q=1.0', both, 'gzip'], // §12.5.3
  ['gzip;q=1.0, identity; q=0.5, *;q=0', both, 'gzip'], // §12.5.3
  ['identity, gzip', ['identity', 'gzip'], 'identity'],
]

for (const [field, offered, expected] of codings) {
  test(`negotiateCoding(${JSON.stringify(field)}, [${offered}])`, () => {
    assert.equal(negotiateCoding(field, offered), expected)
  })
}

const text = fc.oneof(
  fc.string(),
  fc.string({
    unit: fc.constantFrom('gzip', 'text/html', '*', '/', ',', ';', 'q=', '0', '.', '"', '\\', ' '),
  }),
)

test('parseQualityList() gives qualities from 0 to 1 for any text', () => {
  fc.assert(
    fc.property(text, (list) => {
      for (const { value, quality } of parseQualityList(list)) {
        assert.ok(value !== '' && quality >= 0 && quality <= 1)
      }
    }),
  )
})

test('what is negotiated was offered, for any text', () => {
  fc.assert(
    fc.property(text, (field) => {
      assert.ok([null, ...page].includes(negotiateType(field, page)))
      assert.ok([null, 'identity', ...both].includes(negotiateCoding(field, both)))
    }),
  )
})

for (const element of [
  ',',
  '"',
  '\\',
  ';',
  ' ',
  'a,',
  'a;',
  '"a"',
  'q=',
  ';q=0,',
  '\t',
  '=',
  '0',
]) {
  test(`60 kB of ${JSON.stringify(element)} prefer nothing that is offered`, () => {
    const field = `image/png,${element.repeat(60_000 / element.length)}`
    assert.equal(negotiateType(field, page), null)
    assert.equal(negotiateCoding(field, both), 'identity')
  })
}
