// Writes the modules that carry what the pages load. A test holds sources and modules together.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync, transformSync } from 'esbuild'

const page = join(import.meta.dirname, '../src/core/page')
const listing = join(import.meta.dirname, '../src/core/listing')

/** The text of `style.ts`, as `style.css` asks for it. */
export function styleModule(): string {
  const code = minified(join(page, 'style.css'))
  return `// From style.css, by scripts/page-assets.ts.
${constant('stylesheet', 'The stylesheet of every page that webstand itself writes.', code)}`
}

/** The text of `style-hash.ts`, which is read without the other. */
export function styleHashModule(): string {
  return `// From style.css, by scripts/page-assets.ts.
/** The hash of the stylesheet, as a source of \`style-src\`. */
export const stylesheetHash = '${hashOf(minified(join(page, 'style.css')))}'
`
}

/** The text of `client.ts`, as the modules below `client/` ask for it. */
export function clientModule(): string {
  return `// From client/, by scripts/page-assets.ts.
/** The texts of the modules that the page of a listing loads. */
export interface Client {
  readonly listing: string
  /** The forms of its routes: for a page that has some. */
  readonly forms: string
}

/** What the page of a listing does beyond its links. */
export const client: Client = {
  listing: ${literal(clientText('listing'))},
  forms: ${literal(clientText('forms'))},
}
`
}

/** The text of `client-hash.ts`, which is read without the other. */
export function clientHashModule(): string {
  return `// From client/, by scripts/page-assets.ts.
/** The hashes of the modules of a listing, as sources of \`script-src\`. */
export const clientHashes = {
  listing: '${hashOf(clientText('listing'))}',
  forms: '${hashOf(clientText('forms'))}',
}
`
}

function clientText(name: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(listing, `client/${name}.ts`)],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    define: { STYLE: JSON.stringify(minified(join(listing, `client/${name}.css`))) },
    write: false,
  })
  return outputFiles[0]!.text.trim()
}

function minified(path: string): string {
  const css = readFileSync(path, 'utf8')
  return transformSync(css, { loader: 'css', minify: true }).code.trim()
}

function constant(name: string, meaning: string, text: string): string {
  return `/** ${meaning} */\nexport const ${name}: string = ${literal(text)}\n`
}

function literal(text: string): string {
  return `\`${text.replace(/[\\`]|\$\{/g, '\\$&')}\``
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

if (import.meta.main) {
  writeFileSync(join(page, 'style.ts'), styleModule())
  writeFileSync(join(page, 'style-hash.ts'), styleHashModule())
  writeFileSync(join(listing, 'client.ts'), clientModule())
  writeFileSync(join(listing, 'client-hash.ts'), clientHashModule())
}
