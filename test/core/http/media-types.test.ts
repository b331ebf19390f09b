import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { isCompressible, isTransportStream, mediaType } from '../../../src/core/http/media-types.ts'

const BYTES = 'application/octet-stream'
const PLAIN = 'text/plain; charset=utf-8'

const types: [names: string, expected: string][] = [
  // What the name does not tell
  ['noext file a. a.unknownext .DS_Store .hidden a.exe a.bin dir.d/file', BYTES],
  // Names of the prototype of an object are no extensions.
  ['a.constructor a.__proto__ a.toString a.hasOwnProperty constructor __proto__ a.valueOf', BYTES],

  ['index.html a.htm A.HTML dir/a.html', 'text/html; charset=utf-8'],
  ['style.css', 'text/css; charset=utf-8'],
  ['app.js app.mjs app.cjs app.3f9a1c2b.js', 'text/javascript; charset=utf-8'],
  ['a.txt a.text robots.txt CMakeLists.txt', PLAIN],
  ['notes.md README.md a.markdown', 'text/markdown; charset=utf-8'],
  ['a.csv', 'text/csv; charset=utf-8'],
  ['a.vtt', 'text/vtt; charset=utf-8'],
  ['a.yaml a.yml', 'text/yaml; charset=utf-8'], // ours: browsers save application/yaml, RFC 9512
  ['a.ics', 'text/calendar; charset=utf-8'],

  ['a.jfif', 'image/jpeg'],
  ['a.usdz', 'model/vnd.usdz+zip'],
  ['a.kmz', 'application/vnd.google-earth.kmz'],

  // No charset: RFC 8259 §11, RFC 7303 §3.2
  ['a.json a.js.map a.har', 'application/json'],
  ['site.webmanifest', 'application/manifest+json'],
  ['a.jsonld', 'application/ld+json'],
  ['a.geojson', 'application/geo+json'],
  ['a.jsonl a.ndjson', 'application/x-ndjson'],
  ['a.xml', 'application/xml'],
  ['a.svg', 'image/svg+xml'],
  ['a.rss', 'application/rss+xml'],
  ['a.atom', 'application/atom+xml'],
  ['a.xhtml', 'application/xhtml+xml'],

  ['a.wasm', 'application/wasm'],
  ['a.pdf', 'application/pdf'],
  ['a.gz a.tar.gz a.tgz big.js.gz', 'application/gzip'],
  ['a.zip', 'application/zip'],
  ['a.tar', 'application/x-tar'],
  ['a.zst', 'application/zstd'],
  ['a.7z', 'application/x-7z-compressed'],
  ['a.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['a.png A.PNG', 'image/png'],
  ['a.jpg a.jpeg', 'image/jpeg'],
  ['a.gif', 'image/gif'],
  ['a.webp', 'image/webp'],
  ['a.avif', 'image/avif'],
  ['a.jxl', 'image/jxl'],
  ['favicon.ico', 'image/vnd.microsoft.icon'],
  ['a.woff', 'font/woff'],
  ['a.woff2', 'font/woff2'],
  ['a.ttf', 'font/ttf'],
  ['a.otf', 'font/otf'],
  ['a.mp3', 'audio/mpeg'],
  ['a.m4a a.m4b', 'audio/mp4'],
  ['a.opus a.ogg a.oga', 'audio/ogg'], // RFC 7845 §9
  ['a.flac', 'audio/flac'], // RFC 9639
  ['a.wav', 'audio/wav'],
  ['a.aac', 'audio/aac'],
  ['a.weba', 'audio/webm'],
  ['a.mp4 a.m4v', 'video/mp4'],
  ['a.webm', 'video/webm'],
  ['a.mkv', 'video/matroska'], // RFC 9559
  ['a.mov', 'video/quicktime'],
  ['a.m2ts', 'video/mp2t'],
  ['a.m3u8', 'application/vnd.apple.mpegurl'], // RFC 8216

  // Source code
  ['a.ts a.mts a.cts a.tsx a.jsx a.d.ts a.vue a.svelte a.astro a.scss a.less a.mdx', PLAIN],
  ['a.py a.go a.rs a.java a.kt a.swift a.rb a.php a.pl a.lua a.r a.R a.jl a.dart a.zig', PLAIN],
  ['a.c a.h a.cc a.cpp a.hpp a.cs a.hs a.ml a.clj a.scala a.ex a.erl a.nix a.m a.v a.d', PLAIN],
  ['a.sh a.bash a.zsh a.fish a.ps1 a.bat a.sql a.graphql a.gql a.proto', PLAIN],
  ['a.toml a.ini a.cfg a.conf a.env a.lock a.log a.diff a.patch a.tf a.gradle a.cmake', PLAIN],
  ['a.jsonc a.tex a.rst a.adoc a.srt a.png.license', PLAIN],

  // Well-known names
  ['LICENSE license LICENCE COPYING README CHANGELOG AUTHORS NOTICE CODEOWNERS docs/README', PLAIN],
  ['LICENSE-MIT LICENSE.APACHE README.de Dockerfile.dev Makefile.am COPYING.LESSER', PLAIN],
  ['Makefile Dockerfile Containerfile Procfile Gemfile Rakefile Jenkinsfile Vagrantfile', PLAIN],
  ['go.mod go.sum CNAME _headers _redirects Cargo.lock', PLAIN],
  ['.gitignore .gitattributes .dockerignore .editorconfig .npmrc .nvmrc .bashrc .htaccess', PLAIN],
  ['.env .env.local .env.production.local', PLAIN],
  ['LICENSE.html', 'text/html; charset=utf-8'],
  ['.json', 'application/json'],
]

for (const [names, expected] of types) {
  for (const name of names.split(' ')) {
    test(`mediaType("${name}")`, () => assert.equal(mediaType(name), expected))
  }
}

for (const name of ['', '.', '..', '...', '/', 'a/', 'a b', 'a\n.html\n', '-', '.-', '-license']) {
  test(`mediaType(${JSON.stringify(name)}) is not told`, () => assert.equal(mediaType(name), BYTES))
}

test('mediaType() is a media type for any name', () => {
  const extension = fc.constantFrom(...Reflect.ownKeys(Object.prototype).map(String))
  const name = fc.oneof(
    fc.string({ unit: 'binary' }),
    extension.map((word) => `a.${word}`),
  )
  fc.assert(
    fc.property(name, (text) => {
      assert.match(mediaType(text), /^[a-z]+\/[a-z0-9.+-]+(; charset=utf-8)?$/)
    }),
  )
})

/** Packets of `length` bytes with the sync byte at `sync` of each. */
function packets(count: number, length: number, sync: number): Uint8Array {
  return Uint8Array.from({ length: count * length }, (_, at) => (at % length === sync ? 0x47 : at))
}

const encoder = new TextEncoder()
const streams: [name: string, bytes: Uint8Array, expected: boolean][] = [
  ['nothing', new Uint8Array(), false],
  ['one packet', packets(1, 188, 0), false],
  ['NULs', new Uint8Array(564), false],
  ['TypeScript', encoder.encode('export const a = 1\n'.repeat(40)), false],
  ['TypeScript with a G at every place', encoder.encode('G'.repeat(564)), false],
  ['a G in the first place only', packets(3, 189, 0), false],
  ['a third packet out of step', Uint8Array.of(...packets(2, 188, 0), 0, 0), false],
  ['two packets', packets(2, 188, 0), true],
  ['three packets', packets(3, 188, 0), true],
  ['the begin of a third packet', packets(3, 188, 0).subarray(0, 400), true],
  ['packets with time codes', packets(3, 192, 4), true],
]

for (const [name, bytes, expected] of streams) {
  test(`isTransportStream() ${name}`, () => assert.equal(isTransportStream(bytes), expected))
}

const compressible: [type: string, expected: boolean][] = [
  ['', false],
  ['text', false],
  ['application/octet-stream', false],
  ['application/gzip', false],
  ['application/zip', false],
  ['application/pdf', false],
  ['image/png', false],
  ['video/mp4', false],
  ['audio/mpeg', false],
  ['font/woff2', false],
  ['application/jsonp', false],
  ['constructor', false],
  ['text/html; charset=utf-8', true],
  ['TEXT/CSS', true],
  ['text/javascript', true],
  ['application/json', true],
  ['application/json ; charset=utf-8', true],
  ['application/problem+json', true],
  ['application/manifest+json', true],
  ['application/xml', true],
  ['image/svg+xml', true],
  ['application/wasm', true],
  ['font/ttf', true],
  ['image/vnd.microsoft.icon', true],
]

for (const [type, expected] of compressible) {
  test(`isCompressible("${type}")`, () => assert.equal(isCompressible(type), expected))
}
