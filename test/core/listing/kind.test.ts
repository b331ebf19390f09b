import { expect, test } from 'vitest'
import { kindOf } from '../../../src/core/listing/kind.ts'

test.each([
  ['a', 'file'],
  ['a.bin', 'file'],
  ['LICENSE', 'text'],
  ['a.txt', 'text'],
  ['a.LOG', 'text'],
  ['a.ts', 'code'],
  ['a.html', 'code'],
  ['a.css', 'code'],
  ['a.js', 'code'],
  ['a.xml', 'code'],
  ['a.md', 'markdown'],
  ['a.json', 'json'],
  ['a.geojson', 'json'],
  ['a.csv', 'table'],
  ['a.webp', 'image'],
  ['a.svg', 'image'],
  ['a.psd', 'file'],
  ['a.mp3', 'audio'],
  ['a.wav', 'audio'],
  ['a.mp4', 'video'],
  ['a.pdf', 'pdf'],
  ['a.woff2', 'font'],
  ['a.zip', 'archive'],
  ['a.tar.gz', 'archive'],
])('kindOf("%s") is %s', (name, expected) => {
  expect(kindOf(name)).toBe(expected)
})
