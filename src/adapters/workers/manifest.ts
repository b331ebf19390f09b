/** A file: its bytes are the asset `hash`, or from one part size on, `hash.0`, `hash.1`, … */
export type FileNode = readonly [
  name: string,
  size: number,
  lastModified: number,
  hash: string,
  crc32?: number,
]

/** A directory: its children, or the name of the asset that holds them. */
export type DirectoryNode = readonly [
  name: string,
  lastModified: number,
  children: Children | string,
]

export type ManifestNode = FileNode | DirectoryNode

/** Nodes in the order of their names, code unit by code unit. */
export type Page = readonly ManifestNode[]

/** One page, or where children are many: assets of one page each, with the first name in each. */
export type Children = Page | { readonly pages: readonly PageReference[] }
export type PageReference = readonly [first: string, asset: string]

/** A tree of names, and where their bytes are. As JSON it has no key that a user chose. */
export interface Manifest {
  /** Files are stored in pieces of so many bytes. */
  readonly partSize: number
  readonly root: DirectoryNode
  /** The file that answers at the root, where one file is shown. */
  readonly front?: FileNode
}

export function isFileNode(node: ManifestNode): node is FileNode {
  return node.length > 3
}

/** The pages of a directory in their order: each at hand, or the name of its asset. */
export function pagesOf(children: Children): readonly (Page | string)[] {
  return 'pages' in children ? children.pages.map(([, asset]) => asset) : [children]
}

/** The page that would hold a name; `null`: it sorts before every name of the directory. */
export function pageOf(children: Children, name: string): Page | string | null {
  if (!('pages' in children)) return children
  const after = partition(children.pages, ([first]) => first <= name)
  return children.pages[after - 1]?.[1] ?? null
}

export function nodeOf(page: Page, name: string): ManifestNode | null {
  const node = page[partition(page, ([other]) => other < name)]
  return node?.[0] === name ? node : null
}

/** The number of items at the beginning for which `isBefore` holds: binary search. */
function partition<T>(items: readonly T[], isBefore: (item: T) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBefore(items[middle]!)) low = middle + 1
    else high = middle
  }
  return low
}
