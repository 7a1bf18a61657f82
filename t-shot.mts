import { chromium } from 'playwright-core'
import { readFileSync } from 'node:fs'
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
    ' ',
  ),
})
const page = await browser.newPage({ viewport: { width: 1400, height: 900 } })
page.on('console', (m) => m.type() === 'error' && console.log('console', m.text().slice(0, 300)))
await page.goto('http://127.0.0.1:7712/browser/?dbms=neo4j://neo4j@127.0.0.1:7711&db=neo4j')
await page.locator('[data-testid=password]').fill('tTEI7cLf5zkis-UeGXxHF1Nr')
await page.locator('[data-testid=connect]').click()
await page.getByText('You are connected').first().waitFor({ timeout: 20000 })
const run = async (text: string) => {
  await page.locator('[data-testid=activeEditor] .monaco-editor').first().click()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
  await page.locator('[data-testid=editor-Run]').click()
}
await run(':style http://127.0.0.1:7799/v1/neo4j/style.grass')
await page.waitForTimeout(1500)
await page.screenshot({ path: '/tmp/br/2.png' })
await run(readFileSync('graph/neo4j-browser/queries/1 Materials/1 around-a-material.cypher', 'utf8'))
await page.waitForTimeout(5000)
await page.screenshot({ path: '/tmp/br/3.png' })
await run(':guide http://127.0.0.1:7799/v1/neo4j/guide.md')
await page.waitForTimeout(2500)
await page.screenshot({ path: '/tmp/br/4.png' })
await page.locator('[data-testid=navigationFavorites]').click()
await page.waitForTimeout(1000)
await page.screenshot({ path: '/tmp/br/5.png' })
for (const i of await page.locator('input,[data-testid]').all())
  console.log(
    await i.evaluate(
      (e) => e.tagName + ' ' + (e.getAttribute('data-testid') ?? '') + ' ' + (e.getAttribute('type') ?? ''),
    ),
  )
await browser.close()
