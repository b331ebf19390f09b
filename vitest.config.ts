import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    // What is waited for is an event: how long it takes is the machine's.
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 60_000,
    // Nobody watches over a machine of CI: what fails once is tried again there, and named.
    retry: process.env.CI === undefined ? 0 : 1,
  },
})
