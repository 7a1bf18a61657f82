import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds in a page as it stands: rule and the first elements. */
export function findViolations(page: Page): Promise<string[]> {
  // Read as a module it would export instead of naming itself.
  return page.evaluate<string[]>(`(async () => {
    const module = undefined, exports = undefined
    ${axe}
    const { violations } = await axe.run(document, {})
    return violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html).join(' | '))
  })()`)
}
