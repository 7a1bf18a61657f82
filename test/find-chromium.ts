import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * The Chromium of this machine, or null, which is said loudly; where CI is `true` its absence is an error
 * (`node scripts/ensure-chromium.mjs` installs one).
 */
export function findChromium(): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin']
  const found = [process.env.NACRE_CHROMIUM ?? [], folders.flatMap((folder) => names.map((name) => join(folder, name)))]
    .flat()
    .find(isProgram)
  if (found !== undefined) return found
  const message = 'No Chromium was found. Install one (node scripts/ensure-chromium.mjs), or name it in NACRE_CHROMIUM.'
  if (process.env.CI === 'true') throw new Error(message)
  console.error(`\n*** SKIPPED: what needs Chromium. ***\n${message}\n`)
  return null
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
