// Installs the dependencies when they are missing or when the lock file has changed since the last install. Plain
// JavaScript without imports of ours, because it runs on whatever Node (>= 20) the machine has, before anything is there.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const stamp = join(root, 'node_modules', '.nacre-installed')

const major = Number(process.versions.node.split('.')[0])
if (major < 20) {
  console.error(`Nacre needs Node 20 or newer to install itself; this is Node ${process.versions.node}.`)
  process.exit(2)
}

// What decides what is installed; another script or description in package.json does not.
const { dependencies, devDependencies, allowScripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const wanted = createHash('sha256').update(JSON.stringify([dependencies, devDependencies, allowScripts]))
for (const name of ['package-lock.json', '.npmrc']) wanted.update(readFileSync(join(root, name)))
const digest = wanted.digest('hex')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
  console.error('Installing the dependencies (npm ci, about 2 GB on disk, a minute or two) …')
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
    // Both packages bring prebuilt binaries; their install scripts would fetch GPU variants. npm 11 reads allowScripts
    // in package.json, older npm listens to these.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip', NODE_LLAMA_CPP_SKIP_DOWNLOAD: 'true' },
  })
  if (npm.status !== 0) {
    console.error(
      'npm ci failed; its message stands above. Nothing else was changed: mend the cause and run the same command again.',
    )
    process.exit(1)
  }
  writeFileSync(stamp, digest)
}
