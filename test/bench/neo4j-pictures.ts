import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Locator } from 'playwright-core'
import { deepLink } from '#graph/neo4j-browser/deep-link.ts'
import { savedQueries } from '#graph/neo4j-browser/saved-queries.ts'
import { zipQueries } from '#graph/neo4j-browser/zip-queries.ts'
import { openNeo4jGraphStore } from '#graph/neo4j/neo4j-graph-store.ts'
import { startServer } from '#src/api/start-server.ts'
import { openApp } from '#src/app.ts'
import { readConfig } from '#src/config.ts'
import { requireNeo4j } from '#src/find-neo4j.ts'
import { fillWithSampleCorpus } from '#test/fill-with-sample-corpus.ts'
import { findChromium } from '#test/find-chromium.ts'
import { openNeo4jBrowser } from '#test/open-neo4j-browser.ts'

/**
 * Makes the pictures of the guides: the sample corpus in the Neo4j that NACRE_GRAPH names (what it holds is replaced),
 * seen in the real Neo4j Browser. Usage: node test/bench/neo4j-pictures.ts
 */
const slides = join(import.meta.dirname, '../../graph/neo4j-browser/pictures')
const windows = join(import.meta.dirname, '../../docs/guides/images')
/** Picture of a slide, the query that makes it, and the name written between its quotes. */
const pictures: readonly (readonly [file: string, query: string, name: string])[] = [
  ['around-a-material', '1 Materials/1 around-a-material', 'nacre'],
  ['values-of-a-property', '2 Properties and values/2 picture-of-values', 'fracture toughness'],
  ['process-structure-property', '3 Chains/1 process-structure-property', ''],
  ['bridges-between-documents', '4 Documents/3 bridges-between-two-documents', ''],
  ['where-a-statement-stands', '5 Evidence/2 where-a-statement-stands', ''],
  ['most-connected', '6 Overview/1 most-connected', ''],
]

const config = readConfig({ port: '0' })
const place = await requireNeo4j(config)
const chromium = findChromium()
if (chromium === null) process.exit(1)
for (const folder of [slides, windows]) mkdirSync(folder, { recursive: true })
const store = await openNeo4jGraphStore(place)
for (const { id } of await store.listDocuments()) await store.deleteDocument(id)
await fillWithSampleCorpus(store)
const app = openApp({ ...config, graph: { url: place.url, user: place.user, password: place.password } })
const server = await startServer(app, { logger: pino({ level: 'silent' }), version: '0' })
const browser = await openNeo4jBrowser(chromium)
const { page } = browser
const queries = new Map(savedQueries().map(({ id, cypher }) => [id, cypher]))
const cypherOf = (id: string, name: string): string => (queries.get(id) ?? '').replace(`''`, `'${name}'`)

try {
  await browser.open(deepLink({ ...place, browserUrl: process.argv[2] ?? place.browserUrl }), place.password)
  await browser.type(`:style ${server.url}/v1/neo4j/style.grass`)
  await page.getByText('node.Material {').first().waitFor()
  await browser.drop({ name: 'queries.zip', type: 'application/zip', content: zipQueries() })
  // The cross of the banner about usage data has neither a name nor a role.
  await page.mouse.click(1361, 93)

  await page.setViewportSize({ width: 1000, height: 680 })
  for (const [file, id, name] of pictures) {
    const { frame } = await browser.see(() => browser.type(cypherOf(id, name)))
    await frame.getByTitle('Fullscreen', { exact: true }).click()
    const overview = frame.getByTitle('Collapse the node properties display')
    if ((await overview.count()) > 0) await overview.click()
    await settle(frame)
    await frame
      .locator('[data-testid=frame-loaded-contents] svg, svg.neod3viz, svg:has(g.node)')
      .first()
      .screenshot({
        path: join(slides, `${file}.png`),
      })
    await frame.getByTitle('Close fullscreen', { exact: true }).or(frame.getByTitle('Fullscreen')).first().click()
  }

  await page.setViewportSize({ width: 1300, height: 800 })
  await browser.type(`:guide ${server.url}/v1/neo4j/guide.md`)
  await page.locator('[data-testid=guideNextSlide]').click()
  const { frame } = await browser.see(() => browser.type(cypherOf('1 Materials/1 around-a-material', 'nacre')))
  await settle(frame)
  await page.screenshot({ path: join(windows, 'guide.png') })
  await page.locator('[data-testid=navigationFavorites] button').click()
  await page.locator('[data-testid="expandFolder-Materials"]').click()
  await page.locator('[data-testid="expandFolder-Properties and values"]').click()
  const table = await browser.see(() =>
    browser.type(cypherOf('2 Properties and values/1 values-of-a-property', 'fracture toughness')),
  )
  await table.frame.locator('tbody tr').first().waitFor()
  await page.screenshot({ path: join(windows, 'favourites.png') })
} finally {
  await browser.close()
  await server.close()
  await app.close()
  await store.close()
}

/** Waits until the circles have found their places, then shows them all. */
async function settle(frame: Locator): Promise<void> {
  await page.waitForTimeout(4000)
  await frame.locator('[aria-label="zoom-to-fit"], button[title*="fit" i]').first().click()
  await page.waitForTimeout(1500)
}
