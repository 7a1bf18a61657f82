// Writes the types of a client of the API from its OpenAPI document: test/api/api-types.ts, by openapi-typescript. That
// generator wants an older compiler than this project has, so both are fetched with npm into the cache folder, once.
// With --check nothing is written: ends with 1 where the file is not up to date.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeOpenApi } from '#src/api/openapi.ts'
import { routes } from '#src/api/routes.ts'
import { cacheFolder } from '#src/cache-folder.ts'

const generator = 'openapi-typescript@7.13.0'
const compiler = 'typescript@5.9.3'
const root = join(import.meta.dirname, '..')
const target = join(root, 'test/api/api-types.ts')

const home = join(cacheFolder(process.env), generator)
const program = join(home, 'node_modules/.bin/openapi-typescript')
if (!existsSync(program)) {
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, 'package.json'), '{"private":true}')
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', home, generator, compiler])
}

const folder = mkdtempSync(join(tmpdir(), 'nacre-api-types-'))
try {
  const written = join(folder, 'api-types.ts')
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(makeOpenApi(routes, { version: '0', isKeyNeeded: true })))
  run(program, [join(folder, 'openapi.json'), '--output', written])
  run(join(root, 'node_modules/.bin/oxfmt'), ['--config', join(root, '.oxfmtrc.json'), written])
  const types = readFileSync(written, 'utf8')
  const isUpToDate = existsSync(target) && readFileSync(target, 'utf8') === types
  if (!process.argv.includes('--check')) writeFileSync(target, types)
  else if (!isUpToDate) {
    console.error('test/api/api-types.ts is not what the routes say. Write it again: npm run api:types')
    process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function run(command: string, words: readonly string[]): void {
  const { status, error } = spawnSync(command, words, { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status === 0) return
  console.error(error === undefined ? `"${command} ${words.join(' ')}" ended with ${status}` : error.message)
  process.exit(1)
}
