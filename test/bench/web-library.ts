// How the library view bears a large library: a real server whose graph has 10,000 documents, seen in Chromium. Tells when
// the first rows stand there, when all documents can be filtered, how long a filter takes, and how many rows the page holds.
// Prints one JSON value. Usage: node test/bench/web-library.ts [documents=10000]
import type { Locator } from 'playwright-core'
import { openWebPage } from '#src/web-page.ts'
import { openTestServer } from '#test/api/open-test-server.ts'
import { findChromium } from '#test/find-chromium.ts'
import { launchChromium } from '#test/launch-chromium.ts'
import { writeKnowledge } from '#test/write-knowledge.ts'

const [count = 10_000] = process.argv.slice(2).map(Number)
const chromium = findChromium()
if (chromium === null) process.exit(1)
const server = await openTestServer({
  documents: [],
  environment: { NACRE_RATE_LIMIT: '0' },
  webFolder: await openWebPage(),
})
const graph = await server.app.graph()
for (let at = 1; at <= count; at += 1)
  await graph.putDocument(writeKnowledge(`Paper ${at} on alloys`, [`*Alloy ${at}* is made of *aluminium*.`]))
const browser = await launchChromium(chromium)
try {
  const page = await browser.newPage({ viewport: { width: 1366, height: 850 } })
  // Milliseconds in the page until two frames after `what` stands there; the page's policy forbids to wait for it by a script.
  const until = async (what: Locator): Promise<number> => {
    await what.first().waitFor({ timeout: 120_000 })
    return page.evaluate<number>(
      'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now()))))',
    )
  }
  await page.goto(`${server.url}/`, { waitUntil: 'commit' })
  const first = await until(page.locator('tbody tr[data-index]'))
  const all = await until(page.getByText(`${count} of ${count} documents`))
  const rows = await page.locator('tbody tr[data-index]').count()
  const wanted = `Paper ${count} on`
  const began = await page.evaluate<number>('performance.now()')
  await page.getByLabel('Filter').fill(wanted)
  const filtered = (await until(page.getByText(`1 of ${count} documents`, { exact: true }))) - began
  console.log(
    JSON.stringify({
      bench: 'web-library',
      figures: [
        { name: `First of ${count} documents stand there after`, value: first / 1000, unit: 's' },
        { name: 'All of them can be filtered after', value: all / 1000, unit: 's' },
        { name: 'A filter takes', value: filtered, unit: 'ms' },
        { name: 'Rows in the page', value: rows, unit: 'rows', goal: '<= 100' },
      ],
    }),
  )
} finally {
  await browser.close()
  await server.close()
}
