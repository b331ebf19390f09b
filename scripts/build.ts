// Writes dist/, which is what the package holds: `npm run build`.

import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { bundleMarkdown, bundleWorker } from '../src/cli/build/bundle-worker.ts'
import { pruneDeclarations } from './declarations.ts'
import { mergeChunks } from './merge-chunks.ts'
import { renderThirdParty } from './third-party.ts'

const root = join(import.meta.dirname, '..')
process.chdir(root)

interface PackageJson {
  readonly exports: Readonly<Record<string, string | { readonly default: string }>>
  readonly dependencies: Readonly<Record<string, string>>
}

const { exports, dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as PackageJson

/** The modules that are imported by name, and the command line: `./dist/a.js` => `src/a.ts`. */
const entryPoints = Object.values(exports)
  .flatMap((target) => (typeof target === 'string' ? [] : target.default))
  .map((path) => path.replace('./dist/', 'src/').replace(/\.js$/, '.ts'))
entryPoints.push('src/cli/main.ts')

rmSync('dist', { recursive: true, force: true })
mkdirSync('dist')

/** The command line reads the module that a Worker is given: both are one folder deep. */
const sharedMarkdown: Plugin = {
  name: 'shared-markdown',
  setup({ onResolve }) {
    onResolve({ filter: /\/adapters\/markdown\.ts$/ }, () => ({
      path: '../markdown.js',
      external: true,
    }))
  },
}

const options = {
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  target: 'es2024',
  external: ['node:*', 'esbuild', ...Object.keys(dependencies)],
  // Names are kept: they are what a stack tells.
  minifyWhitespace: true,
  minifySyntax: true,
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
} satisfies BuildOptions

const split = await build({
  ...options,
  entryPoints,
  outdir: 'dist',
  outbase: 'src',
  // What several of them need is one chunk; what is imported later is one of its own.
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  plugins: [sharedMarkdown],
  metafile: true,
  write: false,
})
const adapters = ['node', 'bun', 'deno'].map((name) => `src/adapters/${name}.ts`)
const start = ['src/cli/main.ts', 'src/cli/serve/serve.ts', ...adapters]
const groups = {
  'dist/chunks/http.js': ['src/core/http/index.ts'],
  // These run anywhere: nothing of Node may be among what they read.
  'dist/chunks/core.js': ['src/index.ts', 'src/adapters/workers.ts'],
  'dist/chunks/adapters.js': adapters,
  'dist/chunks/cli.js': start,
}
const files = await mergeChunks(split, { start, groups }, options)
for (const [path, text] of files) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
const worker = await bundleWorker()
const markdown = await bundleMarkdown()
writeFileSync('dist/worker.json', JSON.stringify(worker.output))
writeFileSync('dist/markdown.js', markdown.output)
writeFileSync(
  'THIRD-PARTY.md',
  renderThirdParty([...Object.keys(split.metafile.inputs), ...worker.inputs, ...markdown.inputs]),
)

execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
})
pruneDeclarations(
  'dist',
  entryPoints
    .filter((path) => path !== 'src/cli/main.ts')
    .map((path) => path.replace('src/', 'dist/').replace(/\.ts$/, '.d.ts')),
)
