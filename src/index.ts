/**
 * webstand's core: a function from a Web-standard `Request` to a `Response`.
 *
 * @module
 */
export { type App, createApp } from './core/create-app.ts'
export type { Note } from './core/exchange.ts'
export type { CachePolicyOptions } from './core/files/cache-policy.ts'
export type { HtmlHandling } from './core/files/html.ts'
export { type MemoryFile, type MemoryFilesOptions, memoryFiles } from './core/files/memory.ts'
export { overlay } from './core/files/overlay.ts'
export type {
  DirectoryEntry,
  Entry,
  FileEntry,
  FileSource,
  Listed,
  Refusal,
} from './core/files/source.ts'
export type { Changes } from './core/inspect/events.ts'
export type { AskedStep, Explanation } from './core/inspect/explain.ts'
export type { AnswerRecord } from './core/inspect/journal.ts'
export type { Checksum } from './core/listing/checksum.ts'
export type { RenderMarkdown } from './core/listing/readme-text.ts'
export {
  type Middleware,
  type MiddlewareContext,
  type ServeFilesOptions,
  serveFiles,
  serveMocks,
} from './core/middleware.ts'
export type { Mistake } from './core/mistake.ts'
export type { LoadModule, RouteContext, RouteHandler, RouteModule } from './core/mocks/code.ts'
export type { MockAnswer, MockTest } from './core/mocks/mock-file/answer.ts'
export type { ParsedText } from './core/mocks/mock-file/mock-file.ts'
export type { ParseYaml } from './core/mocks/mock-file/read.ts'
export type { Delay, Fault, Route, Variant } from './core/mocks/route.ts'
export type { AppOptions, FolderOptions } from './core/options.ts'
export type { Coder, Codings, Platform } from './core/platform.ts'
export type { HeaderRule } from './core/rules/headers.ts'
export type { Redirect } from './core/rules/redirects.ts'
export { type ReadSiteOptions, readSite, type Site } from './core/site.ts'
