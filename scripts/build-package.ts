// Builds dist/, what the package runs: JavaScript from the TypeScript, the web page, the files that are read while Nacre
// runs, and the types of the library. Run by `npm pack`; docs/decisions/0013 says why it looks as it does.
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { globSync } from 'tinyglobby'
import { openWebPage } from '#src/web-page.ts'
import { keepPublicTypes } from './keep-public-types.ts'

/** What the program reads beside its own code, at the same place beside it. */
const assets = [
  'graph/neo4j-browser/{guide.md,pictures/*,queries/**}',
  'graph/neo4j-server/pom.xml',
  'examples/LICENSE-corpus',
  'examples/corpus/*.{md,html,txt,jsonl,pdf}',
  'src/web/dist/**',
]

const root = join(import.meta.dirname, '..')
const built = join(root, 'dist')

interface Manifest {
  readonly name: string
  readonly version: string
  readonly imports: Readonly<Record<string, string>>
}
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest

rmSync(built, { recursive: true, force: true })
await openWebPage({ onBuild: () => console.error('Building the web page …') })
compile()
for (const file of globSync(assets, { cwd: root })) cpSync(join(root, file), join(built, file))
writeFileSync(join(built, 'package.json'), `${JSON.stringify(builtManifest(manifest), undefined, 2)}\n`)
const types = keepPublicTypes(built, 'src/library/package-entry.d.ts')
console.error(`Built ${built}; the types of the library are ${types.length} files.`)

function compile(): void {
  const compiler = join(root, 'node_modules/.bin/tsc')
  const { status } = spawnSync(compiler, ['-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
}

/** A manifest of its own for what was built: there `#core/id.ts` is `src/core/id.js`. */
function builtManifest({ name, version, imports }: Manifest) {
  const code = Object.entries(imports)
    .filter(([from]) => from.endsWith('/*') && !/^#(?:test|web)\//.test(from))
    .map(([from, to]) => [`${from}.ts`, `${to}.js`])
  return { name, version, type: 'module', imports: { ...Object.fromEntries(code), '#package.json': './package.json' } }
}
