import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'

/** Bytes of all files that a browser loads before the library stands there, each compressed by gzip. */
export async function measureFirstView(browser: Browser, url: string, webFolder: string): Promise<number> {
  const page = await browser.newPage()
  const loaded = new Set(['index.html'])
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (pathname.startsWith('/assets/') || pathname === '/icon.svg') loaded.add(pathname)
  })
  await page.goto(`${url}/`)
  await page.getByRole('heading', { name: 'Library' }).waitFor()
  await page.waitForLoadState('networkidle')
  await page.close()
  return [...loaded].reduce((sum, path) => sum + gzipSync(readFileSync(join(webFolder, path))).length, 0)
}
