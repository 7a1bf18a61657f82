import { chromium } from 'playwright-core'
import { readFileSync } from 'node:fs'
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(' ') })
const page = await browser.newPage({ viewport: { width: 1400, height: 900 } })
page.on('console', (m) => m.type() === 'error' && console.log('console', m.text().slice(0, 300)))
await page.goto('http://127.0.0.1:7712/browser/?dbms=neo4j://neo4j@127.0.0.1:7711&db=neo4j')
await page.locator('[data-testid=password]').fill('tTEI7cLf5zkis-UeGXxHF1Nr')
await page.locator('[data-testid=connect]').click()
await page.getByText('You are connected').first().waitFor({ timeout: 20000 })
const drop = async (name: string, type: string, bytes: Buffer) => {
  const handle = await page.evaluateHandle(({ name, type, base64 }) => {
    const data = new DataTransfer()
    data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name, { type }))
    return data
  }, { name, type, base64: bytes.toString('base64') })
  for (const event of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('[data-testid=main]', event, { dataTransfer: handle })
}
await drop('style.grass', '', readFileSync('/tmp/br/pack/style.grass')); await page.waitForTimeout(1500)
await page.screenshot({ path: '/tmp/br/1.png' })
await drop('queries.zip', 'application/zip', readFileSync('/tmp/br/pack/queries.zip')); await page.waitForTimeout(1500)
await page.screenshot({ path: '/tmp/br/2.png' })
await page.locator('[data-testid=navigationFavorites] button').click(); await page.waitForTimeout(1000)
await page.screenshot({ path: '/tmp/br/3.png' })
const run = async (text: string) => { await page.locator('[data-testid=activeEditor] .monaco-editor').first().click(); await page.keyboard.press('Control+A'); await page.keyboard.insertText(text); await page.locator('[data-testid=editor-Run]').click(); }
await run(':guide http://127.0.0.1:7799/v1/neo4j/guide.md'); await page.waitForTimeout(2500)
await page.screenshot({ path: '/tmp/br/4.png' })
const html = await page.locator('pre.runnable').first().evaluate((e) => (e.parentElement ?? e).outerHTML.slice(0, 1500)); console.log(html)
await browser.close()
