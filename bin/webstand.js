#!/usr/bin/env node
// The oldest Node must be able to read this file, so that it can say which one is needed.
var needed = [22, 18]
var versions = process.versions
var found = versions.node.split('.').map(Number)
var isNode = !versions.bun && !versions.deno
var isTooOld = found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])

if (isNode && isTooOld) {
  console.error(`webstand needs Node ${needed.join('.')} or newer; this is Node ${versions.node}`)
  process.exit(2)
}

require('../dist/cli/main.js').main(process.argv.slice(2))
