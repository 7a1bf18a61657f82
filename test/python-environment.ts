import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from '#src/cache-folder.ts'

/**
 * A Python environment with one package of one version, made in the cache folder by `python3` and pip when it is first
 * asked for. Returns its folder; throws where Python or the registry cannot be had.
 */
export function openPythonEnvironment(name: string, version: string): string {
  const folder = join(cacheFolder(process.env), `${name}-${version}`)
  // Written last: an environment that was left half made is made again.
  const mark = join(folder, 'is-whole')
  if (existsSync(mark)) return folder
  console.error(`Fetching ${name} ${version} into ${folder} …`)
  run('python3', ['-m', 'venv', '--clear', folder])
  run(join(folder, 'bin/python'), ['-m', 'pip', 'install', '--quiet', `${name}==${version}`])
  run('touch', [mark])
  return folder
}

function run(command: string, words: readonly string[]): void {
  const { status, error, stderr } = spawnSync(command, words, { encoding: 'utf8' })
  if (status === 0) return
  throw new Error(error?.message ?? `"${command} ${words.join(' ')}" ended with ${status}: ${stderr.slice(-1_000)}`)
}
