import { STATUS_CODES } from 'node:http'
import process from 'node:process'
import type { Explanation } from '../core/inspect/explain.ts'
import { isMethod } from '../core/mocks/names/words.ts'
import type { Invocation } from './line/invocation.ts'
import { showOptions } from './line/show-options.ts'
import { UsageError } from './line/usage-error.ts'
import { findWhat, placeOf, sourceOf } from './line/what.ts'
import { renderMarkdown } from './markdown.ts'
import { renderError } from './render-error.ts'
import { type Paint, printable, terminal } from './terminal.ts'
import { parseYaml } from './yaml.ts'

/** Runs one request through the app, without a socket, and prints how it was answered. */
export async function explain({ words, options, defaults, runtime }: Invocation): Promise<number> {
  const { request, names } = parseQuestion(words, options.header, options.data)
  const whats = (names.length > 0 ? names : defaults).map(findWhat)
  const [{ createApp }, { readSite }, { diskFiles, diskModules }] = await Promise.all([
    import('../core/create-app.ts'),
    import('../core/site.ts'),
    runtime.adapter(),
  ])
  const { allowHidden: dotfiles, allowLinks: links, allowHost: hosts, mocks, json } = options
  const { allowCode } = options
  const source = sourceOf(whats, diskFiles, { dotfiles, links })
  const site = await readSite(source, { mocks, parseYaml, code: allowCode })
  const place = placeOf(whats, diskFiles, { dotfiles, links })
  const app = createApp({
    source,
    site,
    ...showOptions(options),
    markdown: renderMarkdown,
    hosts,
    seed: options.seed,
    code: allowCode ? diskModules(place) : undefined,
    onLog: (file, values) => console.error(`${file}:`, ...values),
    onError: (error) => console.error(renderError('explain', error)),
  })
  const explanation = await app.explain(request, { ip: '127.0.0.1' })
  await explanation.response.body?.cancel()

  const { paint, write } = terminal(process.stdout)
  if (json) write(JSON.stringify(explanationJson(request, explanation), null, 2))
  else for (const line of renderExplanation(request, explanation, paint)) write(line)
  return 0
}

/**
 * Reads `[METHOD] PATH [WHAT…]`; a whole URL will do as the path. Where there is `data`, the method
 * and the type are those that `curl --data` has.
 *
 * @throws {UsageError} when it is something else
 */
export function parseQuestion(
  words: readonly string[],
  headers: readonly string[] = [],
  data?: string,
): { request: Request; names: string[] } {
  const [first = '', second] = words
  const isWord = isMethod(first.toUpperCase()) && second !== undefined
  const hasMethod = isWord || (/^[A-Za-z]+$/.test(first) && isTarget(second))
  const [target, ...names] = words.slice(hasMethod ? 1 : 0)
  const isAlone = second === undefined && isMethod(first.toUpperCase())
  if (target === undefined || isAlone) {
    const method = isAlone ? first.toUpperCase() : 'GET'
    throw new UsageError(`webstand explain needs a path: explain ${method} /`)
  }
  if (!isTarget(target)) {
    const example = /^\w+\s+\//.test(target) ? target : `GET /${target.replace(/^\w+:\/+/, '')}`
    throw new UsageError(`"${target}" is not a path: it begins with "/", as in explain ${example}`)
  }
  const method = hasMethod ? first.toUpperCase() : data === undefined ? 'GET' : 'POST'
  const fields = headers.map(parseField)
  if (data !== undefined && !fields.some(([name]) => /^content-type$/i.test(name))) {
    fields.push(['Content-Type', 'application/x-www-form-urlencoded'])
  }
  const host = fields.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? 'localhost:8000'
  const url = target.startsWith('/') ? `http://${host}${target}` : target
  if (!URL.canParse(url)) {
    const [wrong, example] =
      target === url ? [target, 'http://localhost:8000/'] : [host, 'a.example']
    throw new UsageError(`cannot ask "${wrong}": expected such as ${example}`)
  }
  try {
    return { request: new Request(url, { method, headers: fields, body: data }), names }
  } catch (cause) {
    throw new UsageError(`cannot ask for ${method} ${target}: ${(cause as Error).message}`, {
      cause,
    })
  }
}

function isTarget(word: string | undefined): boolean {
  return word !== undefined && /^(?:\/|https?:\/\/)/.test(word)
}

function parseField(text: string): [name: string, value: string] {
  const [, name, value] = /^([^:\s]+):\s*([^\u0100-\uffff\n]*)$/.exec(text) ?? []
  if (name !== undefined && value !== undefined) return [name, value]
  throw new UsageError(`"${text}" is not a field: expected --header 'NAME: VALUE'`)
}

/** Why a step passed a request on, where it has nothing of its own to say. */
const silent: Readonly<Record<string, string>> = {
  isolation: 'its fields are added',
  canonical: 'a path that can be read',
  method: 'a method that can be answered',
  host: 'a name of this server',
  control: "not one of webstand's own pages",
  cors: 'no question of another origin',
  origin: 'not sent by a page of another site',
  fault: 'no delay, no failure',
  rules: 'no rule redirects it',
  route: 'no route without parameters answers it',
  file: 'no file, index or listing answers it',
  pattern: 'no route with parameters answers it',
}

/** The request, each step that was asked with its reason, and the head of the answer. */
export function renderExplanation(
  { method, url }: Request,
  { response, steps }: Explanation,
  paint: Paint,
): string[] {
  const width = Math.max(...steps.map(({ name }) => name.length))
  const { pathname, search } = new URL(url)
  return [
    `${method} ${printable(pathname + search)}`,
    '',
    ...steps.flatMap(({ name, isAnswer, reasons }) => {
      const [said = '', ...more] = reasons.map(printable)
      const first = isAnswer
        ? `  ${name.padEnd(width)}  ${paint('green', 'answered')}   ${said}`
        : paint(
            'dim',
            `  ${name.padEnd(width)}  passed on  ${said || silent[name] || ''}`.trimEnd(),
          )
      return [first.trimEnd(), ...more.map((reason) => `${' '.repeat(width + 15)}${reason}`)]
    }),
    '',
    `${response.status} ${STATUS_CODES[response.status] ?? ''}`,
    ...[...response.headers].map(([name, value]) => `${paint('dim', `${name}:`)} ${value}`),
  ]
}

function explanationJson({ method, url }: Request, { response, steps }: Explanation): unknown {
  const { status, headers } = response
  return { method, url, steps, status, fields: Object.fromEntries(headers) }
}
