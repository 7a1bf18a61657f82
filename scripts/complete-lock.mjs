// Adds to package-lock.json the optional packages of other platforms that npm left out because the registry it was made
// against does not carry them. `npm ci` refuses a lock file without them, and other platforms need them. Run by
// `npm run lock` after a change of dependencies; versions are the exact ones that the parent packages ask for.
import { readFileSync, writeFileSync } from 'node:fs'

const path = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(path, 'utf8'))
const { packages } = lock

const systems = [
  [/darwin|mac/, 'darwin'],
  [/win32|\bwin-/, 'win32'],
  [/android/, 'android'],
  [/freebsd/, 'freebsd'],
  [/openharmony/, 'openharmony'],
  [/linux/, 'linux'],
]
const processors = [
  [/arm64/, 'arm64'],
  [/ia32/, 'ia32'],
  [/arm/, 'arm'],
  [/x64/, 'x64'],
  [/ppc64/, 'ppc64'],
  [/riscv64/, 'riscv64'],
  [/s390x/, 's390x'],
  [/wasm32/, 'wasm32'],
]
const find = (table, name) => table.find(([pattern]) => pattern.test(name))?.[1]

/** Whether Node would find `name` from the package at `place`. */
function isInstalled(place, name) {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true
    if (folder === '') return false
  }
}

for (const [place, parent] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    if (isInstalled(place, name)) continue
    if (!/^\d+\.\d+\.\d+/.test(version))
      throw new Error(`${place} asks for ${name} ${version}, which is no exact version`)
    const [os, cpu] = [find(systems, name), find(processors, name)]
    packages[`node_modules/${name}`] = {
      version,
      ...(parent.dev === true ? { dev: true } : {}),
      optional: true,
      ...(cpu === undefined ? {} : { cpu: [cpu] }),
      ...(os === undefined ? {} : { os: [os] }),
    }
  }
}

const [root, ...others] = Object.entries(packages)
lock.packages = Object.fromEntries([root, ...others.sort(([a], [b]) => (a < b ? -1 : 1))])
writeFileSync(path, `${JSON.stringify(lock, undefined, 2)}\n`)
