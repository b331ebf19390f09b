/** The files that the table is about: each one says its own path. */
export const htmlFiles = [
  'index.html',
  'foo.html',
  'bar/index.html',
  'both.html',
  'both/index.html',
  'file.bin',
  'idx/index',
]

export const htmlModes = ['auto', 'force-slash', 'drop-slash', 'exact'] as const

/**
 * What the edge answers in each mode: a file's path, `→` and where it leads, or 404. Executed with
 * the asset worker; `html.test.ts` does it again.
 */
export const htmlTable: [path: string, ...answers: string[]][] = [
  ['/', '/index.html', '/index.html', '/index.html', '404'],
  ['/index', '→/', '→/', '→/', '404'],
  ['/index.html', '→/', '→/', '→/', '/index.html'],
  ['/foo', '/foo.html', '→/foo/', '/foo.html', '404'],
  ['/foo/', '→/foo', '/foo.html', '→/foo', '404'],
  ['/foo.html', '→/foo', '→/foo/', '→/foo', '/foo.html'],
  ['/foo/index', '→/foo', '→/foo/', '→/foo', '404'],
  ['/foo/index.html', '→/foo', '→/foo/', '→/foo', '404'],
  ['/bar', '→/bar/', '→/bar/', '/bar/index.html', '404'],
  ['/bar/', '/bar/index.html', '/bar/index.html', '→/bar', '404'],
  ['/bar.html', '→/bar/', '→/bar/', '→/bar', '404'],
  ['/bar/index', '→/bar/', '→/bar/', '→/bar', '404'],
  ['/bar/index.html', '→/bar/', '→/bar/', '→/bar', '/bar/index.html'],
  ['/both', '/both.html', '→/both/', '/both.html', '404'],
  ['/both/', '/both/index.html', '/both/index.html', '→/both', '404'],
  ['/both.html', '→/both', '/both.html', '→/both', '/both.html'],
  ['/both/index', '→/both/', '→/both/', '→/both', '404'],
  ['/both/index.html', '→/both/', '→/both/', '/both/index.html', '/both/index.html'],
  ['/file.bin', '/file.bin', '/file.bin', '/file.bin', '/file.bin'],
  ['/file.bin/', '404', '404', '404', '404'],
  ['/file', '404', '404', '404', '404'],
  ['/idx/index', '/idx/index', '/idx/index', '/idx/index', '/idx/index'],
  ['/nope', '404', '404', '404', '404'],
  ['/nope/', '404', '404', '404', '404'],
  ['/nope.html', '404', '404', '404', '404'],
  ['/dir/nope', '404', '404', '404', '404'],
  ['/dir/a/b', '404', '404', '404', '404'],
]

/** What an answer says, in the words of the table. */
export async function answerOf(response: Response): Promise<string> {
  const location = response.headers.get('location')
  if (location !== null) return `→${location}`
  return response.status === 200 ? response.text() : String(response.status)
}
