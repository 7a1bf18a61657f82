#!/usr/bin/env node
// Starts the command line: the TypeScript itself in a checkout, the JavaScript built from it in a package. Plain
// JavaScript, so that an older Node can read it and say what is missing.
import { existsSync } from 'node:fs'

const wantedNode = 24
if (Number(process.versions.node.split('.')[0]) < wantedNode) {
  console.error(
    `nacre: expected Node ${wantedNode} or newer, got ${process.versions.node} (${process.execPath}). ` +
      `Install Node ${wantedNode} and run the same command again; in a checkout "npm run demo" brings it.`,
  )
  process.exit(2)
}

// Node calls its SQLite experimental each time; whoever runs Nacre can do nothing about it.
const [print] = process.listeners('warning')
process.removeAllListeners('warning')
process.on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') print?.(warning)
})

const source = new URL('../src/cli/main.ts', import.meta.url)
await import(existsSync(source) ? source.href : new URL('../dist/src/cli/main.js', import.meta.url).href)
