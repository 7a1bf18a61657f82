import neo4j from 'neo4j-driver'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimNeo4j } from '#test/claim-neo4j.ts'
import { deepLink } from '#graph/neo4j-browser/deep-link.ts'
import { queryOfDocument, queryOfTrace } from '#graph/neo4j-browser/query-of-record.ts'
import { savedQueries } from '#graph/neo4j-browser/saved-queries.ts'
import { zipQueries } from '#graph/neo4j-browser/zip-queries.ts'
import type { GraphStore } from '#graph/graph-store.ts'
import { openNeo4jGraphStore } from '#graph/neo4j/neo4j-graph-store.ts'
import { startServer, type RunningServer } from '#src/api/start-server.ts'
import { openApp, type App } from '#src/app.ts'
import { readConfig } from '#src/config.ts'
import { fillWithSampleCorpus } from '#test/fill-with-sample-corpus.ts'
import { findChromium } from '#test/find-chromium.ts'
import { openNeo4jBrowser, type OpenNeo4jBrowser } from '#test/open-neo4j-browser.ts'

const access = await claimNeo4j()
const chromium = findChromium()
const queries = savedQueries()

describe('the saved queries', () => {
  it.each(queries)('$name: named in its first line, bounded, and read only', ({ cypher, name }) => {
    expect(cypher).toMatch(/^\/\/ \S/)
    expect(name).toMatch(/\((picture|table)\)$/)
    const limit = Number(/LIMIT (\d+)$/.exec(cypher)?.[1])
    expect(limit).toBeGreaterThan(0)
    expect(limit).toBeLessThanOrEqual(300)
    expect(cypher).not.toMatch(/\b(CREATE|MERGE|DELETE|SET|REMOVE|DROP)\b/)
  })
})

describe.skipIf(access === null || chromium === null)('Neo4j Browser (needs Chromium and a Neo4j)', () => {
  const { url, user, password, browserUrl } = access ?? { url: '', user: '', password: '', browserUrl: '' }
  const place = { url, user, browserUrl }
  let store: GraphStore
  let app: App
  let server: RunningServer
  let browser: OpenNeo4jBrowser

  beforeAll(async () => {
    const driver = neo4j.driver(url, neo4j.auth.basic(user, password))
    await driver.executeQuery('MATCH (n) DETACH DELETE n')
    await driver.close()
    store = await openNeo4jGraphStore({ url, user, password })
    await fillWithSampleCorpus(store)
    app = openApp(readConfig({ graph: url, port: '0' }, { NACRE_NEO4J_USER: user, NACRE_NEO4J_PASSWORD: password }))
    server = await startServer(app, { logger: pino({ level: 'silent' }), version: '1.2.3' })
    browser = await openNeo4jBrowser(chromium ?? '')
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await app?.close()
    await store?.close()
  })

  it('opens a link to one document: the query waits in the editor while one logs in', async () => {
    const [document] = await store.listDocuments()
    await browser.open(deepLink(place, { query: queryOfDocument(document?.id ?? '') }), password)
    const editor = browser.page.locator('[data-testid=activeEditor]')
    await editor.getByText('LIMIT').waitFor()
    const { circles, error } = await browser.see(() => browser.page.locator('[data-testid=editor-Run]').click())
    expect(error).toBeNull()
    expect(circles).toBeGreaterThan(2)
  })

  it('shows what one answer rests on', async () => {
    const [trace] = await store.listRecords('trace')
    const { circles, error } = await browser.see(() => browser.type(queryOfTrace(trace?.id ?? '')))
    expect(error).toBeNull()
    expect(circles).toBeGreaterThan(2)
  })

  it('takes the style from "nacre serve": materials are orange and carry their names', async () => {
    await browser.type(`:style ${server.url}/v1/neo4j/style.grass`)
    await browser.page.getByText('node.Material {').first().waitFor()
    const { frame } = await browser.see(() => browser.type(`MATCH (m:Material {name: 'nacre'}) RETURN m`))
    expect(await frame.locator('g.node circle.b-outline').getAttribute('fill')).toBe('#F79767')
    expect(await frame.locator('g.node').textContent()).toContain('nacre')
  })

  it('keeps the dropped queries among the favourites, and each shows something', { timeout: 120_000 }, async () => {
    await browser.drop({ name: 'queries.zip', type: 'application/zip', content: zipQueries() })
    const { page } = browser
    const favourites = page.locator('[data-testid=navigationFavorites] button')
    await favourites.click()
    for (const folder of new Set(queries.map((query) => query.folder))) {
      await page.locator(`[data-testid="expandFolder-${folder}"]`).click()
    }
    const seen: Record<string, string> = {}
    for (const { name } of queries) {
      const title = page.locator(`[data-testid="scriptTitle-${name}"]`)
      const entry = page.locator('[data-testid=savedScriptListItem]', { has: title })
      const { circles, rows, error } = await browser.see(async () => {
        await entry.hover()
        await entry.locator('[data-testid=savedScriptsButton-Run]').click()
      })
      const wanted = name.endsWith('(picture)') ? circles : rows
      seen[name] = error ?? (wanted > 0 ? 'shown' : 'nothing')
    }
    expect(seen).toEqual(Object.fromEntries(queries.map(({ name }) => [name, 'shown'])))
    await favourites.click()
  })

  it('leads through the guide: every picture loads, every query runs at a click', { timeout: 120_000 }, async () => {
    const { page } = browser
    await browser.type(`:guide ${server.url}/v1/neo4j/guide.md`)
    await page.getByRole('heading', { name: 'Your corpus as a graph' }).first().waitFor()
    const slides = await page.locator('[data-testid^=pagination-]').count()
    expect(slides).toBe(7)
    const failures: string[] = []
    let clicked = 0
    for (let slide = 1; slide <= slides; slide += 1) {
      for (const picture of await page.locator('img[src*="/v1/neo4j/pictures/"]').all()) {
        const width = await picture.evaluate(widthOfPicture)
        if (width === 0) failures.push(`"${await picture.getAttribute('alt')}" does not load`)
      }
      for (const block of await page.locator('pre.runnable').all()) {
        const { circles, rows, error } = await browser.see(() => block.locator('i').click())
        if (error !== null || circles + rows === 0) failures.push(error ?? `nothing for ${await block.innerText()}`)
        clicked += 1
      }
      if (slide < slides) await page.locator('[data-testid=guideNextSlide]').click()
    }
    expect(failures).toEqual([])
    expect(clicked).toBe(12)
  })
})

/** Runs in the page, whose types this project does not know: 0 where the picture is broken. */
async function widthOfPicture(image: object): Promise<number> {
  const decoded: Promise<void> = Reflect.apply(Reflect.get(image, 'decode'), image, [])
  await decoded.catch(() => undefined)
  return Number(Reflect.get(image, 'naturalWidth'))
}
