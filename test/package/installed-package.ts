import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** What `npm pack` writes into the package beside the code. */
export interface PackageManifest {
  readonly version: string
  readonly engines: { readonly node: string }
  readonly dependencies: Readonly<Record<string, string>>
}

/** A folder of somebody who has installed Nacre, outside the checkout. */
export interface InstalledPackage {
  readonly folder: string
  /** Where the package lies in it. */
  readonly home: string
  readonly manifest: PackageManifest
  /** Sizes in bytes: what is sent, and what it unpacks to is in `home`. */
  readonly packedBytes: number
  /** Runs a program of the folder with this Node first on the path. */
  run(words: readonly string[], environment?: NodeJS.ProcessEnv): ReturnType<typeof runProgram>
  /** The environment that `run` gives. */
  readonly environment: NodeJS.ProcessEnv
}

/**
 * Packs the checkout by `npm pack` and installs the package into an empty folder. `npm`: as the guide says, from
 * the registry. `linked`: unpacked there, and beside it links to those packages of the checkout that are its `dependencies`,
 * so that nothing else can be found.
 */
export function installPackage(way: 'linked' | 'npm'): InstalledPackage {
  const folder = mkdtempSync(join(tmpdir(), 'nacre-package-'))
  const environment = { ...process.env, PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) }
  // Packing installs what is missing before it builds: not while tests run on it.
  if (way === 'linked') must('npm', ['run', '--silent', 'build'], root)
  const isBuilt = way === 'linked' ? ['--ignore-scripts'] : []
  const packed = must('npm', ['pack', '--pack-destination', folder, '--loglevel=error', ...isBuilt], root)
  const tarball = join(folder, packed.trim().split('\n').at(-1) ?? '')
  const home = join(folder, 'node_modules/nacre')
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
  if (way === 'npm') must('npm', ['install', '--ignore-scripts', '--legacy-peer-deps', tarball], folder)
  else unpack(tarball, home)
  const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as PackageManifest
  if (way === 'linked') linkDependencies(Object.keys(manifest.dependencies), join(folder, 'node_modules'))
  return {
    folder,
    home,
    manifest,
    packedBytes: statSync(tarball).size,
    environment,
    run: (words, more) => runProgram(words, folder, { ...environment, NO_COLOR: '1', ...more }),
  }
}

function must(program: string, words: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd, encoding: 'utf8' })
  if (status === 0) return stdout
  throw new Error(`${program} ${words.join(' ')} ended with ${status}:\n${stderr.slice(-4_000)}`)
}

function unpack(tarball: string, home: string): void {
  mkdirSync(home, { recursive: true })
  must('tar', ['-xzf', tarball, '--strip-components=1', '-C', home], home)
  mkdirSync(join(home, '../.bin'))
  symlinkSync('../nacre/bin/nacre.js', join(home, '../.bin/nacre'))
}

function linkDependencies(names: readonly string[], place: string): void {
  for (const name of names) {
    mkdirSync(dirname(join(place, name)), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), join(place, name))
  }
}

async function runProgram(
  [program = '', ...words]: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly status: number | null; readonly stdout: string; readonly stderr: string }> {
  const child = spawn(program, words, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, stdout, stderr }))
  })
}
