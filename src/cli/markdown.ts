/** As the renderer itself, which is read when a folder has something to render. */
export async function renderMarkdown(text: string): Promise<string> {
  const renderer = await import('../adapters/markdown.ts')
  return renderer.renderMarkdown(text)
}
