// The same checks in the test runner of the runtime that this is run by.
import process from 'node:process'
import { checks, socketChecks } from './checks.ts'

type Test = (name: string, check: () => Promise<void>) => void

declare const Deno: { test: Test }

async function testOf(): Promise<Test> {
  const { bun, deno } = process.versions
  if (deno) return Deno.test
  const name = bun ? 'bun:test' : 'node:test'
  return (await import(name)).test
}

const test = await testOf()
for (const [name, check] of [...checks, ...socketChecks]) test(name, check)
