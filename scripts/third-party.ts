import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Package {
  readonly name: string
  readonly version: string
  readonly license: string
}

/** Lists the packages that a bundle holds, with their licences, as Markdown. */
export function renderThirdParty(inputs: readonly string[]): string {
  const byText = Map.groupBy(packageFolders(inputs), licenseText)
  const sections = [...byText].map(([text, folders]) => renderLicense(text, folders))
  return `# What is in dist/ beside our own

Written by \`npm run build\`.
${sections.join('')}`
}

/** `node_modules/@a/b/c.js` => `node_modules/@a/b`, each once. */
function packageFolders(inputs: readonly string[]): string[] {
  const folders = inputs.flatMap((path) => {
    return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []
  })
  return [...new Set(folders)].sort()
}

/** Many packages have the same text, which is said once. */
function renderLicense(text: string, folders: readonly string[]): string {
  const packages = folders.map(readPackage)
  return `
## ${packages[0]!.license}

${packages.map(({ name, version }) => `- ${name} ${version}`).join('\n')}

\`\`\`
${text}
\`\`\`
`
}

function readPackage(folder: string): Package {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package
}

/** @throws {Error} when it has none, so that nothing is shipped without its licence */
function licenseText(folder: string): string {
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(?:\.(?:md|txt))?$/i.test(entry))
  if (file === undefined) {
    throw new Error(`Cannot bundle "${readPackage(folder).name}": it has no licence file`)
  }
  return readFileSync(join(folder, file), 'utf8').trim()
}
