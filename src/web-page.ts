import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { NacreError } from '#core/errors.ts'
import { environmentWith } from './config.ts'

const source = join(import.meta.dirname, 'web')
const built = join(source, 'dist')
const vite = join(import.meta.dirname, '../node_modules/vite/bin/vite.js')

/**
 * The folder of the web page. A package brings it; in a checkout it is built when it is missing or older than its source,
 * which takes some ten seconds. Throws `unavailable` where it can be neither found nor built.
 */
export async function openWebPage(options: { readonly onBuild?: () => void } = {}): Promise<string> {
  const page = join(built, 'index.html')
  const isCheckout = existsSync(join(source, 'main.tsx'))
  if (existsSync(page) && (!isCheckout || (await newest(source)) <= statSync(page).mtimeMs)) return built
  if (!isCheckout || !existsSync(vite)) {
    throw new NacreError(
      'unavailable',
      `The web page is not in ${built}. Install Nacre again, or serve without it: --no-web`,
    )
  }
  options.onBuild?.()
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: join(import.meta.dirname, '..'),
    // Whatever this process is for, the page is for people: with NODE_ENV=test it would hold the React for developers.
    env: environmentWith({ NODE_ENV: 'production' }),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let words = ''
  child.stderr.on('data', (part: Buffer) => (words += String(part)))
  const [status] = (await once(child, 'close')) as [number | null]
  if (status !== 0) {
    throw new NacreError(
      'unavailable',
      `The web page could not be built: ${words.trim().slice(-500)}. Serve without it: --no-web`,
    )
  }
  return built
}

/** When a file of the page was changed last, in milliseconds since 1970. */
async function newest(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.startsWith(built))
  return Math.max(...files.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs))
}
