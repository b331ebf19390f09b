import { COMPATIBILITY_DATE, textName } from '../build/worker-files.ts'

/** Where the build is, beside the configuration. */
export const BUILD = 'out'

/** What a Worker that is only looked at is made of. */
interface ConfigOptions {
  /** The names of the modules beside `index.js`. */
  names: readonly string[]
  /** Where it is heard. */
  address: string
  /** Whether a part of it is code of the folder, which may change. */
  hasCode: boolean
}

/** Says in the language of workerd what a build is made of, and where it is heard. */
export function renderWorkerdConfig({ names, address, hasCode }: ConfigOptions): string {
  // The first one is what answers.
  const modules = ['index.js', ...names].map(module)
  const texts = names.map(text)
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
  # As a proxy it tells the whole target of a request line.
  sockets = [
    ( name = "main", address = "${address}", http = (style = proxy), service = "main" ),
  ],
);
`
}

function module(name: string): string {
  return `( name = "${name}", esModule = embed "${BUILD}/${name}" )`
}

function text(name: string): string {
  return `( name = "${textName(name)}", text = embed "${BUILD}/${name}" )`
}
