import { pathnameOf } from '../path/encode.ts'

/**
 * Under which paths an HTML file is found.
 *
 * - `any`: `/page.html` and `/page`; the index of a folder at `/folder/`.
 * - `auto`: `/page`, and `/folder/`: each file has one path, and others lead there.
 * - `force-slash`: `/page/` and `/folder/`.
 * - `drop-slash`: `/page` and `/folder`.
 * - `exact`: `/page.html` and `/folder/index.html` alone.
 */
export type HtmlHandling = 'any' | 'auto' | 'force-slash' | 'drop-slash' | 'exact'

/** The modes in which a path may lead to another one. */
export type StrictHandling = Exclude<HtmlHandling, 'any'>

/** A file that answers, or the path that stands for it. */
export type Resolved<File> =
  | { readonly kind: 'file'; readonly path: string; readonly file: File }
  | { readonly kind: 'redirect'; readonly to: string }

/** What may answer: a file, or where `at` is given, the path that leads to that file. */
type Candidate = readonly [file: string, at?: string]

/** The candidates for each form of a path, the first that is there counts; then come `others`. */
interface Forms {
  /** `/folder/index` */
  index(folder: string): Candidate[]
  /** `/folder/index.html` */
  indexFile(folder: string): Candidate[]
  /** `/folder/` */
  slash(folder: string): Candidate[]
  /** `/page.html` */
  page(page: string): Candidate[]
  others(path: string): Candidate[]
}

const none = () => []

const forms: Record<StrictHandling, Forms> = {
  auto: {
    index: (folder) => [
      [`${folder}/index`],
      [`${folder}/index.html`, `${folder}/`],
      [`${folder}.html`, folder],
    ],
    indexFile: (folder) => [
      [`${folder}/index.html`, `${folder}/`],
      [`${folder}.html`, folder],
    ],
    slash: (folder) => [[`${folder}/index.html`], [`${folder}.html`, folder]],
    page: (page) => [
      [`${page}.html`, page],
      [`${page}/index.html`, `${page}/`],
    ],
    others: (path) => [[path], [`${path}.html`], [`${path}/index.html`, `${path}/`]],
  },
  'force-slash': {
    index: (folder) => [
      [`${folder}/index`],
      [`${folder}/index.html`, `${folder}/`],
      [`${folder}.html`, `${folder}/`],
    ],
    indexFile: (folder) => [
      [`${folder}/index.html`, `${folder}/`],
      [`${folder}.html`, `${folder}/`],
    ],
    slash: (folder) => [[`${folder}/index.html`], [`${folder}.html`]],
    page: (page) => [
      [`${page}.html`, `${page}/`],
      [`${page}.html`],
      [`${page}/index.html`, `${page}/`],
    ],
    others: (path) => [[path], [`${path}.html`, `${path}/`], [`${path}/index.html`, `${path}/`]],
  },
  'drop-slash': {
    index: (folder) => [
      [`${folder}/index`],
      [`${folder}.html`, folder],
      [`${folder}/index.html`, folder || '/'],
    ],
    indexFile: (folder) => [
      [`${folder}/index.html`, folder || '/'],
      [`${folder}/index.html`],
      [`${folder}.html`, folder],
    ],
    slash: (folder) =>
      folder === ''
        ? [['/index.html']]
        : [
            [`${folder}.html`, folder],
            [`${folder}/index.html`, folder],
          ],
    page: (page) => [
      [`${page}.html`, page],
      [`${page}/index.html`, page],
    ],
    others: (path) => [[path], [`${path}.html`], [`${path}/index.html`]],
  },
  exact: { index: none, indexFile: none, slash: none, page: none, others: (path) => [[path]] },
}

/**
 * Finds what answers a decoded path, such as `/a b/`. A path leads to another one only where that
 * one is no file of its own, and has the same file behind it: no redirect goes round in a circle.
 */
export async function resolveHtml<File>(
  path: string,
  handling: StrictHandling,
  find: (path: string) => Promise<File | null>,
): Promise<Resolved<File> | null> {
  for (const [name, at] of candidates(path, forms[handling])) {
    const file = await find(name)
    if (file === null) continue
    if (at === undefined) return { kind: 'file', path: name, file }
    if ((await fileAt(at, handling, find)) === name) return { kind: 'redirect', to: at }
  }
  return null
}

/** The name of the file that answers at a path without being it, and without a redirect. */
async function fileAt<File>(
  path: string,
  handling: StrictHandling,
  find: (path: string) => Promise<File | null>,
): Promise<string | null> {
  for (const [name, at] of candidates(path, forms[handling])) {
    if (at === undefined && (await find(name)) !== null) return name === path ? null : name
  }
  return null
}

function candidates(path: string, form: Forms): Candidate[] {
  return [...formOf(path, form), ...(path.endsWith('/') ? [] : form.others(path))]
}

function formOf(path: string, { index, indexFile, slash, page }: Forms): Candidate[] {
  if (path.endsWith('/index')) return index(path.slice(0, -'/index'.length))
  if (path.endsWith('/index.html')) return indexFile(path.slice(0, -'/index.html'.length))
  if (path.endsWith('/')) return slash(path.slice(0, -1))
  if (path.endsWith('.html')) return page(path.slice(0, -'.html'.length))
  return []
}

/** A decoded path as it is in a URL. */
export function encodeHtmlPath(path: string): string {
  const names = path.split('/').filter((name) => name !== '')
  return pathnameOf(names, path.endsWith('/'))
}
