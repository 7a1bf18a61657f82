// Installs Chromium where the tests of Neo4j Browser find none and this is a Debian where we may: as root, with apt-get.
// Plain JavaScript without imports of ours. Where it cannot, it says why: in CI that is
// a failure, else the tests that need Chromium say that they are skipped.
import { spawnSync } from 'node:child_process'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const isThere = () =>
  process.env.NACRE_CHROMIUM !== undefined ||
  names.some((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined)

const fail = (reason) => {
  console.error(`Chromium is not installed, and ${reason}. Install it by hand, or name one in NACRE_CHROMIUM.`)
  process.exit(process.env.CI === 'true' ? 1 : 0)
}

if (!isThere()) {
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).error !== undefined) fail('there is no apt-get here')
  if (process.getuid?.() !== 0) fail('only root may install it (sudo apt-get install chromium)')
  console.error('Installing Chromium with apt-get (about 300 MB on disk) …')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const words of [
    ['update', '-qq'],
    ['install', '--yes', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    const { status } = spawnSync('apt-get', words, { stdio: ['ignore', 'ignore', 'inherit'], env })
    if (status !== 0) fail(`"apt-get ${words.join(' ')}" ended with ${status}`)
  }
  if (!isThere()) fail('apt-get brought none')
}
