import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { reasonOf } from '../../src/cli/line/usage-error.ts'

describe('reasonOf()', () => {
  const cases: [message: string, expected: string][] = [
    ["EACCES: permission denied, stat 'a/b'", 'permission denied'],
    ["EACCES: permission denied, rename 'a' -> 'b'", 'permission denied'],
    ['ENOSPC: no space left on device, write', 'no space left on device'],
    ["EROFS: read-only file system, open 'a, b'", 'read-only file system'],
    ["ENOENT: no such file or directory, open 'it's\nodd'", 'no such file or directory'],
    ['3 bytes where 4 were promised', '3 bytes where 4 were promised'],
    ['E: x', 'E: x'],
  ]
  for (const [message, expected] of cases) {
    test(message, () => assert.equal(reasonOf(new Error(message)), expected))
  }
})
