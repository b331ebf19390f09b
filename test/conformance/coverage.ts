/** Where a case is proved: rows of the table by URL, tests by file and title; or why it is not. */
type Place =
  | { readonly rows: readonly string[] }
  | { readonly file: string; readonly title: string }
  | { readonly not: string }

/** What went wrong in other servers, by number, in few words, and where it is proved here. */
export type Covered = readonly [number: number, what: string, ...places: Place[]]

/** Rows by their target, after their method where that is not GET. */
const rows = (...targets: string[]): Place => ({ rows: targets })
const tested = (file: string, title: string): Place => ({ file: `test/${file}`, title })
const not = (reason: string): Place => ({ not: reason })

const wire = (title: string) => tested('conformance/wire-cases.ts', title)
const cli = (title: string) => tested('cli/serve.test.ts', title)
const changed = (title: string) => tested('disk/change-checks.ts', title)

const noUploads = not('nothing is written: there are no uploads')
const noAccess = not('access control: not built yet')

const traversal: readonly Covered[] = [
  [1, 'dot segments', rows('/../secret.txt')],
  [2, 'escaped dots', rows('/%2e%2e/secret.txt')],
  [3, 'an escaped slash', rows('/..%2fsecret.txt')],
  [4, 'decoded twice', rows('/%252e%252e/secret.txt')],
  [5, 'decoded twice, half of it', rows('/.%252e/.%252e/secret.txt')],
  [6, 'a backslash', rows('/..%5csecret.txt'), wire('a backslash that goes up')],
  [7, 'a sibling with the same prefix', rows('/../pub-secret/secret.txt')],
  [8, 'the same, escaped', rows('/..%2fpub-secret/secret.txt')],
  [9, 'pages without .html, from outside', rows('/../outside', '/../outside.html')],
  [10, 'a raw fragment', wire('a fragment')],
  [11, 'overlong UTF-8', rows('/%c0%ae%c0%ae/secret.txt')],
  [12, 'dots and spaces', rows('/..%20/secret.txt', '/..%20./secret.txt'), wire('a space')],
  [13, 'drives and shares', rows('/C:/Windows/win.ini', '/foo/c:/x', '//host/share/x')],
  [14, 'streams, short names, devices', rows('/.env::$DATA', '/ENV~1', '/CON', '/aux.txt')],
  [15, 'a guarded path, escaped', rows('/private%2fsecret.txt', '/ruled%2fold')],
  [16, 'a guarded path, two slashes', rows('//ruled//old')],
  [
    17,
    'a guarded path, backslash and dot',
    rows('/private%5csecret.txt', '/private./secret.txt', '/ruled%5cold', '/ruled./old'),
  ],
  [18, 'a guarded path, in capitals', rows('/PRIVATE/secret.txt', '/RULED/old')],
  [19, 'a guarded path, dot segments', rows('/ruled/./old', '/x/../ruled/old')],
  [20, 'a path in the query', rows('/hello.txt?path=../..', '/dir/?path=../..&format=text')],
  [21, 'keys of the manifest', rows('/__STATIC_CONTENT_MANIFEST')],
  [22, 'members of every object', rows('/constructor', '/__proto__', '/hasOwnProperty')],
  [23, 'a path read as a pattern', rows('/%5c*', '/[a-z]*')],
]

const redirects: readonly Covered[] = [
  [24, 'two slashes', rows('//evil.test/..%2fdir')],
  [25, 'a slash and a backslash', wire('a backslash for a host')],
  [26, 'three slashes', rows('///evil.test/..%2fdir'), wire('two backslashes for a host')],
  [27, 'a folder with the name of a host', rows('//example.com', '///example.com')],
  [28, 'an index of another host', rows('//evil.test/index', '//evil.test/index.html')],
  [29, 'a host in the query', rows('/dir?next=//evil.test')],
  [30, 'a splat of a rule', rows('/ruled/s//evil.test', '/ruled/s/%2Fevil.test')],
  [31, 'a Host of somebody else', rows('/dir')],
  [32, 'a line break in a path', rows('/dir%0d%0aX-Injected:%201', '/hello.txt?%0cfoo')],
  [33, 'markup in a path', rows('/dir%22%3E%3Cscript%3E')],
]

const links: readonly Covered[] = [
  [34, 'a link that leaves', rows('/link-out')],
  [35, 'a linked folder that leaves', rows('/linkdir/o.txt', '/linkdir/')],
  [36, 'a linked index that leaves', rows('/linked/', '/linked/?format=text')],
  [37, 'they are not listed, nor in an archive', rows('/?format=text', '/?archive=zip')],
  [38, 'a link that stays', rows('/link-in')],
  [39, 'a linked sibling that leaves', rows('/coded/escaping.js')],
  [40, 'a link in place of a file', changed('became a link outside')],
  [41, 'a FIFO', rows('/fifo')],
  [
    42,
    'five FIFOs, and then the end',
    tested('clients/changing.test.ts', 'a FIFO is not waited for'),
  ],
  [43, 'a link to nothing', rows('/broken', '/?format=text')],
  [44, 'writing through a link', noUploads],
]

const hidden: readonly Covered[] = [
  [45, 'what begins with a dot', rows('/.env', '/.git/config')],
  [46, 'the same, escaped', rows('/%2eenv')],
  [47, 'but .well-known', rows('/.well-known/acme', '/.well-known/.env', '/.well-known-x/a')],
  [48, 'another name for it', rows('/public.txt')],
  [49, 'not listed either', rows('/?format=text', '/?archive=zip')],
  [50, 'rules files', rows('/_headers', '/_redirects', '/.assetsignore')],
]

const malformed: readonly Covered[] = [
  [51, 'NUL', rows('/hello.txt%00.html', '/%00')],
  [52, 'escapes that are none', rows('/%', '/%zz', '/%E0%A4%A', '/%A0')],
  [53, 'a name of 300 characters', rows(`/${'n'.repeat(300)}`)],
  [54, 'a URL of 100 kB', rows(`/${'a'.repeat(9000)}`), wire('a URL of 100 kB')],
  [55, 'OPTIONS *', wire('OPTIONS *')],
  [56, 'the absolute form', wire('an absolute target')],
  [57, 'no Host, two of them', wire('no host in HTTP/1.1'), wire('two hosts')],
  [58, 'a Host that is none', wire('a host with a space')],
  [59, 'a range from last to first', rows('/hello.txt')],
  [60, 'an empty range', rows('/hello.txt')],
  [61, 'a thousand ranges', tested('clients/large.test.ts', 'in a thousand ranges')],
  [62, 'large texts', tested('clients/large.test.ts', 'is streamed: memory stays')],
  [63, 'a large folder', tested('clients/large.test.ts', 'a folder of 20 000 files')],
  [
    64,
    'fields that cost much to read',
    tested('core/http/negotiation.test.ts', '60 kB of'),
    tested('core/http/validators.test.ts', 'a list of 60 kB'),
    tested('core/rules/pattern.test.ts', 'is linear where'),
  ],
  [65, 'a head that drips', not('it takes half a minute: npm run endure does it')],
  [66, 'downloads that are given up', tested('adapters/transfer.test.ts', 'the client goes away')],
  [
    67,
    'deleted or truncated on its way',
    changed('was deleted'),
    tested('adapters/transfer.test.ts', 'when it becomes shorter'),
  ],
  [68, 'what may not be read', tested('disk/injected-checks.ts', 'nothing that may not be read')],
  [69, 'strange dates', rows('/dated/future.txt', '/dated/epoch.txt', '/dated/before.txt')],
  [
    70,
    'characters that act on a terminal',
    rows('/nope%1b[31m%07%c2%9b'),
    tested('cli/log.test.ts', 'spells out what would reach the terminal'),
  ],
  [71, 'paths of the machine', rows('/nope'), tested('cli/log.test.ts', 'shortens a long path')],
  [72, 'a secret prefix', not('there is no secret prefix')],
]

const ranges: readonly Covered[] = [
  [73, 'the first byte', rows('/hello.txt')],
  [74, 'a suffix', rows('/hello.txt')],
  [75, 'a suffix that is too long', rows('/hello.txt')],
  [76, 'an empty suffix', rows('/hello.txt')],
  [77, 'to the end, and past it', rows('/hello.txt')],
  [78, 'past the end', rows('/hello.txt')],
  [79, 'what is no range', rows('/hello.txt')],
  [80, 'two ranges', rows('/hello.txt')],
  [81, 'two ranges, one past the end', rows('/hello.txt')],
  [82, 'ranges that overlap', rows('/hello.txt')],
  [83, 'a range of nothing', rows('/empty.txt')],
  [84, 'HEAD with a range', rows('HEAD /hello.txt')],
  [85, 'If-Range', rows('/hello.txt')],
  [86, 'a range of what is coded', rows('/coded/all.js')],
  [87, 'a range, and a condition', rows('/hello.txt')],
  [88, 'a player that seeks', rows('/media/chime.wav')],
]

const conditions: readonly Covered[] = [
  [89, 'a list, any, weak', rows('/hello.txt')],
  [90, 'a tag before a date', rows('/hello.txt')],
  [91, 'dates', rows('/hello.txt', 'POST /hello.txt')],
  [92, 'If-Match, If-Unmodified-Since', rows('/hello.txt')],
  [93, 'the fields of a 304', rows('/hello.txt')],
  [94, 'two edits in a second', tested('core/http/validators.test.ts', 'two edits in one second')],
  [95, 'size and date in one number', tested('core/http/validators.test.ts', 'separates size')],
  [96, 'a tag for each coding', rows('/coded/all.js')],
  [97, 'kept no longer than asked for', rows('/hello.txt')],
  [98, 'an error that is kept', rows('/ruled/never/nope.js')],
]

const codings: readonly Covered[] = [
  [99, 'weights', rows('/coded/all.js')],
  [100, 'deflate', rows('/coded/all.js')],
  [101, 'any, and not identity', rows('/coded/all.js', '/coded/photo.png')],
  [102, 'a .gz by its own name', rows('/coded/all.js.gz', '/coded/archive.tar.gz')],
  [103, 'a sibling that is older', rows('/coded/plain.js')],
  [104, 'what is not worth it', rows('/coded/photo.png', '/hello.txt', 'HEAD /coded/all.js')],
  [105, 'a stream is flushed', tested('adapters/codings.test.ts', 'reads no faster')],
]

const names: readonly Covered[] = [
  [106, 'odd names', tested('conformance/conformance.test.ts', 'every link of a listing')],
  [107, 'markup in a name', rows('/odd/')],
  [108, 'markup in the name of a folder', rows('/tags/%3Cb%3Ebold/', '/tags/')],
  [109, 'markup in a README', tested('core/listing/readme.test.ts', 'nobody renders is text')],
  [110, 'markup in Markdown', tested('adapters/markdown.test.ts', 'lets no markup of')],
  [111, 'markup in the query', rows('/dir/?sort=%22%3E%3Cscript%3E&q=%22%3E%3Cscript%3E')],
  [112, 'a list as text', rows('/odd/?format=text')],
  [113, 'a page that was uploaded', noUploads],
  [114, 'Content-Disposition', rows('/odd/?archive=zip')],
  [115, 'below a prefix', tested('core/mount.test.ts', 'links of a listing stay inside')],
  [
    116,
    'media types',
    rows('/code/app.mjs', '/code/app.js', '/code/mod.wasm', '/code/readme.md', '/code/unknown'),
  ],
]

const addresses: readonly Covered[] = [
  [117, 'the query of a page', rows('/page.html?x=1', '/page/?a=1')],
  [118, 'an index by its name', rows('/site/index.html')],
  [119, 'a folder without its slash', rows('/site')],
  [120, 'no loop', tested('asset-worker/html.test.ts', 'and the asset worker answer alike')],
]

const methods: readonly Covered[] = [
  [121, 'methods that a file has not', rows('POST /hello.txt', 'PUT /hello.txt', 'TRACE /nope')],
  [122, 'a Host of somebody else', rows('/hello.txt')],
  [123, 'credentials for everybody', tested('core/guard/cors.test.ts', 'without credentials')],
  [124, 'a preflight', rows('OPTIONS /api/users', 'OPTIONS /hello.txt')],
  [125, 'writing from another site', tested('core/guard/origin.test.ts', 'is refused: %s %s')],
  [126, 'TRACE', rows('TRACE /hello.txt', 'TRACE /api/users')],
]

const access: readonly Covered[] = [
  [127, '401 everywhere', noAccess],
  [128, 'which of name and password', noAccess],
  [129, 'odd passwords', noAccess],
  [130, 'who may only read', noAccess],
  [131, 'PATCH over what is there', noUploads],
  [132, 'a link for one path', noAccess],
  [133, 'a folder for one user', noAccess],
  [134, 'names of uploads', noUploads],
  [135, 'an upload over a file', noUploads],
  [136, 'an upload that is given up', noUploads],
  [137, 'two uploads of one name', noUploads],
  [138, 'a full disk', noUploads],
  [
    139,
    'content that is too large',
    tested('core/http/content.test.ts', 'answers 413 where there is too much'),
  ],
  [
    140,
    'a large archive',
    tested('core/listing/archive.test.ts', 'ends what it reads when nobody wants more than'),
  ],
  [141, 'HEAD does no more than it must', rows('HEAD /dir/?format=text', 'HEAD /odd/?archive=zip')],
]

const life: readonly Covered[] = [
  [142, 'a busy port', cli('a busy port that was asked for')],
  [143, 'port 0', cli('the first line is the URL alone')],
  [144, 'a signal while an answer is on its way', cli('waits for an answer on its way')],
  [145, 'no terminal', cli('on a pipe the first line is the URL alone')],
  [146, 'no terminal, and no folder', not('it shows this folder, as python does; loopback only')],
  [147, 'a rule before a file', rows('/ruled/page.html')],
  [148, 'fields of every status', rows('/ruled/nope', '/ruled/old', 'DELETE /ruled/file.txt')],
  [149, 'a condition for 404.html', rows('/missing/nope')],
  [150, 'as the edge answers', tested('asset-worker/differences.test.ts', '$path: $why')],
]

/** All of them; those that hold for one runtime only name the table of that. */
export const coverage: readonly Covered[] = [
  ...traversal,
  ...redirects,
  ...links,
  ...hidden,
  ...malformed,
  ...ranges,
  ...conditions,
  ...codings,
  ...names,
  ...addresses,
  ...methods,
  ...access,
  ...life,
]
