import { checksum } from '../../src/core/listing/checksum.ts'
import { ZipWriter } from '../../src/core/listing/zip.ts'
import type { Case } from './cases.ts'
import { changed, oddNames } from './fixture.ts'

/** The folder of odd names as an archive: the same bytes wherever it is made. */
function oddArchive(): Buffer {
  const zip = new ZipWriter()
  const parts: Uint8Array[] = []
  for (const name of oddNames.toSorted()) {
    const content = Buffer.from(name)
    const path = `odd/${name.replaceAll('\\', '%5C')}`
    const entry = { path, size: content.length, lastModified: Date.parse(changed) }
    const sum = checksum(content)
    parts.push(zip.begin(entry, sum), content, zip.finish(entry, sum))
  }
  return Buffer.concat([...parts, zip.end()])
}

/** What a search for b.txt finds, the nearest first. */
const foundBs = [
  ...oddNames
    .filter((name) => name.includes('b.txt'))
    .toSorted()
    .map((name) => ['odd', name, name.length]),
  ['dir/sub', 'b.txt', 1],
].map(([folder, name, size]) => {
  const href = `./${folder}/${encodeURIComponent(name!)}`
  const modified = new Date(changed).toISOString()
  return `\n${JSON.stringify({ name, type: 'file', size, modified, href })}`
})

const archive = oddArchive()

/** What a folder is given away as. */
export const shareCases: readonly Case[] = [
  {
    why: 'a folder as an archive, byte for byte',
    target: '/odd/?archive=zip',
    status: 200,
    expect: {
      'content-type': 'application/zip',
      'content-length': String(archive.length),
      'content-disposition': 'attachment; filename="odd.zip"',
      'accept-ranges': 'none',
    },
    text: archive.toString(),
  },
  {
    why: 'HEAD of an archive looks at nothing',
    target: '/odd/?archive=zip',
    method: 'HEAD',
    status: 200,
    expect: { 'content-type': 'application/zip', 'content-length': null },
    // RFC 9112 §6.1: to HEAD it may be said or not.
    ofTheMoment: ['transfer-encoding'],
    text: '',
  },
  {
    why: 'an archive of everything has nothing that is not shown',
    target: '/?archive=zip',
    status: 200,
    text: /^PK(?![\s\S]*(?:OUTSIDE|link-out|linkdir|public\.txt|\.env|\.GET\.|_headers))/,
  },
  {
    why: 'a README below its listing',
    target: '/code/',
    status: 200,
    fields: { Accept: 'text/html' },
    text: /<bdi>readme\.md<\/bdi><\/h2>\n<div class="prose" dir="auto"><h3 id="user-content-hi">hi<\/h3>/,
  },
  {
    why: 'a search of the names below',
    target: '/?q=b.txt&format=json',
    status: 200,
    expect: { 'content-type': 'application/json', etag: null },
    text: `{"query":"b.txt","found":[${foundBs.join()}\n],"isComplete":true}\n`,
  },
  {
    why: 'a search finds nothing that is not shown',
    target: '/?q=secret&format=text',
    status: 200,
    text: 'private/secret.txt\n',
  },
  {
    why: 'what is searched for is text',
    target: '/?q=%3Cscript%3Ealert(1)',
    status: 200,
    fields: { Accept: 'text/html' },
    text: /^(?![\s\S]*<script>alert)[\s\S]*Nothing found/,
  },
]
