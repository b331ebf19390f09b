// Which media type a file has by its name. A Worker has a table of its own files alone.

import { mimes } from 'mrmime'

/**
 * File extensions by the media type that they have here; the rest is mrmime's. Source code is plain
 * text, so that a browser shows it instead of saving it.
 */
const TYPES: Record<string, string> = {
  'text/plain': `
    ts mts cts tsx jsx vue svelte astro marko mdx coffee litcoffee elm purs res resi
    less sass scss styl stylus pug jade haml slim hbs handlebars mustache ejs njk liquid twig jinja
    j2 tpl tmpl erb eex heex jsp asp aspx jsonc json5 hjson toml ini cfg conf properties env kdl ron
    dhall cue rego hcl tf tfvars nix lock log err diff patch rej
    py pyi pyw pyx ipy rb rake gemspec podspec ru php phtml pl pm pod raku lua tcl awk sed r rmd qmd
    jl m mm sas do
    go rs java kt kts scala sc sbt groovy gradle clj cljs cljc edn swift dart zig zon nim cr odin v
    vhd vhdl sv d ml mli re rei fs fsi fsx vb cs csx hs lhs cabal erl hrl ex exs gleam lisp lsp cl el
    scm ss rkt lean agda idr thy
    c h cc cpp cxx c++ hh hpp hxx h++ inl inc ino cu cuh s asm f f77 f90 f95 for pas pp ada adb ads
    glsl vert frag comp geom wgsl hlsl metal sol hx gd y yy l g4 bnf ebnf abnf peg
    sh bash zsh fish ksh csh tcsh nu bats ps1 psm1 psd1 bat cmd vbs applescript ahk vim
    sql graphql graphqls gql proto thrift capnp fbs prisma http rest feature wat wit
    mk mak make cmake bazel bzl star just dockerfile containerfile service socket timer desktop
    rst adoc asciidoc org textile tex sty ltx bib nfo srt po pot pem asc
    md5 sha1 sha256 sha512 sums
    bashrc bash_profile bash_aliases bash_logout profile zshrc zshenv zprofile vimrc inputrc
    gitignore gitattributes gitmodules gitkeep gitconfig mailmap dockerignore npmignore eslintignore
    prettierignore stylelintignore vercelignore hgignore ignore npmrc nvmrc yarnrc babelrc eslintrc
    prettierrc stylelintrc swcrc browserslistrc editorconfig flowconfig pylintrc rubocop htaccess
    htpasswd netrc license node-version nvm python-version ruby-version java-version go-version tool-versions
    clang-format clang-tidy`,
  'text/javascript': 'cjs',
  'text/vcard': 'vcf',
  'application/x-ndjson': 'jsonl ndjson',
  'application/json': 'har topojson avsc',
  'application/x-ipynb+json': 'ipynb',
  'application/xml': 'xml',
  'application/gpx+xml': 'gpx',
  'application/vnd.google-earth.kml+xml': 'kml',
  'application/vnd.google-earth.kmz': 'kmz',
  'application/rtf': 'rtf',
  'application/gzip': 'tgz',
  'application/x-bzip2': 'bz2 tbz tbz2',
  'application/x-xz': 'xz txz',
  'application/zstd': 'zst tzst',
  'application/x-7z-compressed': '7z',
  'application/vnd.rar': 'rar',
  'application/x-tar': 'tar',
  'application/vnd.comicbook+zip': 'cbz',
  'application/x-bittorrent': 'torrent',
  'application/vnd.sqlite3': 'db sqlite sqlite3',
  'application/vnd.apache.parquet': 'parquet',
  'application/vnd.android.package-archive': 'apk',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
  'application/vnd.apple.mpegurl': 'm3u8',
  'application/vnd.ms-fontobject': 'eot',
  'image/jpeg': 'jfif',
  'image/vnd.microsoft.icon': 'ico cur',
  'image/vnd.adobe.photoshop': 'psd',
  'image/vnd.djvu': 'djvu djv',
  'audio/mp4': 'm4b m4r',
  'audio/flac': 'flac',
  'audio/aiff': 'aif aiff',
  'audio/mpegurl': 'm3u',
  'audio/matroska': 'mka',
  'video/mp4': 'm4v',
  'video/matroska': 'mkv',
  'video/x-msvideo': 'avi',
  'video/x-ms-wmv': 'wmv',
  'model/vnd.usdz+zip': 'usdz',
  'video/x-flv': 'flv',
}

/** Files that are text by their name, in lower case, also as `LICENSE-MIT` or `Dockerfile.dev`. */
const TEXT_NAMES = new Set(
  `license licence unlicense copying copyright patents notice readme changelog changes history news
  authors contributors contributing maintainers codeowners owners credits thanks todo security
  makefile gnumakefile kbuild kconfig dockerfile containerfile procfile caddyfile jenkinsfile
  vagrantfile justfile tiltfile earthfile gemfile rakefile guardfile brewfile podfile pipfile
  go.mod go.sum go.work cname _headers _redirects .env`.split(/\s+/),
)

const EXTENSIONS = new Map(
  Object.entries(TYPES).flatMap(([type, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((extension) => [extension, type]),
  ),
)

/** The media type of a file extension in lower case, without parameters. */
export function typeOfExtension(extension: string): string | undefined {
  return (
    EXTENSIONS.get(extension) ?? (Object.hasOwn(mimes, extension) ? mimes[extension] : undefined)
  )
}

/** Whether files of a name in lower case are text: `license`, `makefile`. */
export function isTextName(name: string): boolean {
  return TEXT_NAMES.has(name)
}
