import { COMPATIBILITY_DATE } from './worker-files.ts'

/** Where the build is, beside the configuration. */
const BUILD = 'out'

/** What a Worker that is only looked at is made of. */
interface ConfigOptions {
  /** Where it is heard. */
  addresses: readonly string[]
  /** Whether a part of it is code of the folder, which may change. */
  hasCode: boolean
}

/** Says in the language of workerd what a build is made of, and where it is heard. */
export function renderWorkerdConfig({ addresses, hasCode }: ConfigOptions): string {
  const sockets = addresses.map((address, index) => {
    // As a proxy it tells the whole target of a request line.
    return `( name = "${index}", address = "${address}", http = (style = proxy), service = "main" )`
  })
  const modules = [module('index.js'), module('markdown.js'), module('worker.js')]
  const texts = ['inner.js', 'markdown.js', 'worker.js'].map(text)
  const bindings = [
    '( name = "ASSETS", service = "assets" )',
    '( name = "BUILD", service = "build" )',
    ...(hasCode ? ['( name = "LOADER", workerLoader = () )'] : []),
  ]
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    ( name = "main", worker = (
      compatibilityDate = "${COMPATIBILITY_DATE}",
      modules = [
        ${(hasCode ? [...modules, ...texts] : modules).join(',\n        ')},
      ],
      bindings = [
        ${bindings.join(',\n        ')},
      ],
    ) ),
    ( name = "assets", disk = "${BUILD}/assets" ),
    ( name = "build", disk = "${BUILD}" ),
  ],
  sockets = [
    ${sockets.join(',\n    ')},
  ],
);
`
}

function module(name: string): string {
  return `( name = "${name}", esModule = embed "${BUILD}/${name}" )`
}

/** A module that is the text of a file: `worker.js` => `worker.txt` */
function text(name: string): string {
  return `( name = "${name.replace(/\.js$/, '.txt')}", text = embed "${BUILD}/${name}" )`
}
