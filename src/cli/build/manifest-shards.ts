import {
  type DirectoryNode,
  isFileNode,
  type ManifestNode,
  type PageReference,
} from '../../adapters/workers/manifest.ts'

/** Stores a text as an asset and resolves to its name. */
export type StoreText = (text: string) => Promise<string>

export interface ShardOptions {
  /** Characters of JSON up to which a directory is part of the one above. @default 8192 */
  inlined?: number
  /** Characters of JSON from which on children go to another page. @default 65_536 */
  page?: number
  /** Characters of JSON up to which the root is part of the Worker. @default 32_768 */
  root?: number
}

/**
 * Cuts a tree into assets: what is small stays in the directory above, so that a small site needs
 * no look-up, and a Worker does not grow with the number of its files.
 */
export async function shardTree(
  tree: DirectoryNode,
  storeText: StoreText,
  { inlined = 8192, page = 65_536, root = 32_768 }: ShardOptions = {},
): Promise<DirectoryNode> {
  const text = await directoryText(tree, root)
  return JSON.parse(text) as DirectoryNode

  async function directoryText([name, lastModified, children]: DirectoryNode, limit: number) {
    const content = await childrenText(children as readonly ManifestNode[])
    const stored = content.length <= limit ? content : JSON.stringify(await storeText(content))
    return `[${JSON.stringify(name)},${lastModified},${stored}]`
  }

  async function childrenText(children: readonly ManifestNode[]): Promise<string> {
    const pages: { first: string; nodes: string[] }[] = []
    let size = Infinity
    for (const node of children) {
      if (size > page) {
        pages.push({ first: node[0], nodes: [] })
        size = 0
      }
      const text = isFileNode(node) ? JSON.stringify(node) : await directoryText(node, inlined)
      pages.at(-1)!.nodes.push(text)
      size += text.length
    }
    if (pages.length < 2) return `[${(pages[0]?.nodes ?? []).join()}]`
    return JSON.stringify({ pages: await storePages(pages) })
  }

  async function storePages(
    pages: readonly { first: string; nodes: string[] }[],
  ): Promise<PageReference[]> {
    const references: PageReference[] = []
    for (const { first, nodes } of pages) {
      references.push([first, await storeText(`[${nodes.join()}]`)])
    }
    return references
  }
}
