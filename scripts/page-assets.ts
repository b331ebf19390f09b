// Writes the modules that carry the stylesheet of the pages. A test holds source and module together.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'

const page = join(import.meta.dirname, '../src/core/page')

/** The text of `style.ts`, as `style.css` asks for it. */
export function styleModule(): string {
  const css = readFileSync(join(page, 'style.css'), 'utf8')
  const { code } = transformSync(css, { loader: 'css', minify: true })
  return `// From style.css, by scripts/page-assets.ts.
${constant('stylesheet', 'The stylesheet of every page that webstand itself writes.', code.trim())}
/** \`stylesheet\`, as a source of \`style-src\`. */
export const stylesheetHash = '${hashOf(code.trim())}'
`
}

function constant(name: string, meaning: string, text: string): string {
  const literal = text.replace(/[\\`]|\$\{/g, '\\$&')
  return `/** ${meaning} */\nexport const ${name} = \`${literal}\`\n`
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

if (import.meta.main) writeFileSync(join(page, 'style.ts'), styleModule())
