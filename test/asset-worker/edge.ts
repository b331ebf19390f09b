import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestHarness } from 'wrangler'
import type { HtmlHandling } from '../../src/index.ts'
import { writeFiles } from '../temporary-folder.ts'

/** What our modes are called on the edge. */
const handlings: Record<Exclude<HtmlHandling, 'any'>, string> = {
  auto: 'auto-trailing-slash',
  'force-slash': 'force-trailing-slash',
  'drop-slash': 'drop-trailing-slash',
  exact: 'none',
}

export interface EdgeOptions {
  html?: Exclude<HtmlHandling, 'any'>
  notFound?: 'none' | '404-page' | 'single-page-application'
}

/** A question to both sides: a method, a path as it is sent, and fields. */
export interface Question {
  readonly path: string
  readonly method?: string
  readonly headers?: Record<string, string>
  /** The origin that is asked. @default 'http://localhost' */
  readonly origin?: string
}

/** The real asset worker over a folder, in a local workerd. */
export interface Edge {
  ask(question: Question): Promise<Response>
  close(): Promise<void>
}

/** Starts the asset worker on files, by their paths. */
export async function startEdge(
  files: Record<string, string>,
  { html = 'auto', notFound = 'none' }: EdgeOptions = {},
): Promise<Edge> {
  const folder = mkdtempSync(join(tmpdir(), 'webstand-edge-'))
  writeFiles(join(folder, 'assets'), files)
  const configPath = join(folder, 'wrangler.json')
  const assets = {
    directory: 'assets',
    html_handling: handlings[html],
    not_found_handling: notFound,
  }
  const config = { name: 'edge', compatibility_date: '2026-06-01', send_metrics: false, assets }
  writeFileSync(configPath, JSON.stringify(config))

  const harness = createTestHarness({ workers: [{ configPath }] })
  await harness.listen()
  return {
    async ask({ path, method = 'GET', headers = {}, origin = 'http://localhost' }) {
      // What may be compressed would be.
      const fields = { 'Accept-Encoding': 'identity', ...headers }
      const init = { method, headers: fields, redirect: 'manual' as const }
      return (await harness.fetch(origin + path, init)) as unknown as Response
    },
    async close() {
      await harness.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Puts the same question to an app of ours. */
export function askApp(
  app: { request(input: string, init?: RequestInit): Promise<Response> },
  { path, method = 'GET', headers = {}, origin = 'http://localhost' }: Question,
): Promise<Response> {
  return app.request(origin + path, { method, headers })
}
