import { CODE_FLAG, COMPATIBILITY_DATE } from './worker-files.ts'

/** Where the build is, beside the configuration. */
export const BUILD = 'out'

/** Says in the language of workerd what a build is made of, and where it is heard. */
export function renderWorkerdConfig(addresses: readonly string[], hasCode: boolean): string {
  // As a proxy, workerd tells the whole target of a request line.
  const sockets = addresses.map((address, index) => {
    return `    ( name = "${index}", address = "${address}", http = (style = proxy), service = "main" ),`
  })
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    ( name = "main", worker = (
      compatibilityDate = "${COMPATIBILITY_DATE}",
      compatibilityFlags = [${hasCode ? `"${CODE_FLAG}"` : ''}],
      modules = [
        ( name = "index.js", esModule = embed "${BUILD}/index.js" ),
        ( name = "markdown.js", esModule = embed "${BUILD}/markdown.js" ),
        ( name = "routes.js", esModule = embed "${BUILD}/routes.js" ),
        ( name = "worker.js", esModule = embed "${BUILD}/worker.js" ),
      ],
      bindings = [
        ( name = "ASSETS", service = "assets" ),
        ( name = "BUILD", service = "build" ),
      ],
    ) ),
    ( name = "assets", disk = "${BUILD}/assets" ),
    ( name = "build", disk = "${BUILD}" ),
  ],
  sockets = [
${sockets.join('\n')}
  ],
);
`
}
