import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWebPage } from '#src/web-page.ts'
import { findChromium } from '#test/find-chromium.ts'
import { launchChromium } from '#test/launch-chromium.ts'
import { findViolations } from './find-violations.ts'
import { lookNames, looks } from './looks.ts'
import { measureFirstView } from './measure-first-view.ts'
import { openWebServer, type WebServer } from './open-web-server.ts'
import { watchPage } from './watch-page.ts'

const chromium = findChromium()
/** Where pictures of the views go, for the guide, which shows the whole sample corpus; none are made where it is not given. */
const pictures = process.env.NACRE_PICTURES

describe.skipIf(chromium === null)('the web page in Chromium', () => {
  let server: WebServer
  let browser: Browser
  let views: Readonly<Record<string, { path: string; heading: RegExp }>>

  beforeAll(async () => {
    server = await openWebServer(pictures === undefined ? ['nacre.md', 'metallic-glasses.pdf'] : ['.'])
    browser = await launchChromium(chromium ?? '')
    const graph = await server.app.graph()
    const documents = await graph.listDocuments()
    const nacre = documents.find(({ title }) => title === 'Nacre')
    const chunks = await graph.chunksOfDocument(nacre?.id ?? '')
    const [relation] = await graph.relationsOfChunks(chunks.map(({ id }) => id))
    const evidence = relation?.evidence[0]
    const [entity] = await graph.findEntities('nacre', { limit: 1 })
    views = {
      library: { path: '/', heading: /^Library$/ },
      document: { path: `/documents/${nacre?.id}?start=${evidence?.start}&end=${evidence?.end}`, heading: /^Nacre$/ },
      ask: { path: '/ask?q=Why%20is%20nacre%20tough%3F', heading: /^Ask$/ },
      graph: { path: `/graph?focus=${entity?.id}`, heading: /^Graph$/ },
      'whole-graph': { path: '/graph?all=1', heading: /^Graph$/ },
      jobs: { path: '/jobs', heading: /^Jobs$/ },
      review: { path: '/review', heading: /^Review$/ },
      evaluate: { path: '/evaluate', heading: /^Evaluate$/ },
      settings: { path: '/settings', heading: /^Settings$/ },
      'no-such-page': { path: '/no/such/page', heading: /cannot be shown/ },
    }
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  test.each(lookNames)(
    'every view: no error in the console, nothing that axe finds (%s)',
    { timeout: 600_000 },
    async (look) => {
      const context = await browser.newContext(looks[look])
      try {
        for (const [name, view] of Object.entries(views)) {
          expect({ [name]: await visit(context, view, pictures && join(pictures, `${name}-${look}.png`)) }).toEqual({
            [name]: { errors: [], violations: [] },
          })
        }
      } finally {
        await context.close()
      }
    },
  )

  test('the first view is at most 350 kB, compressed', async () => {
    expect(await measureFirstView(browser, server.url, await openWebPage())).toBeLessThan(350_000)
  })

  test('goes from view to view by keyboard alone', async () => {
    const page = await browser.newPage({ viewport: looks.light.viewport })
    await page.goto(`${server.url}/`)
    await page.getByRole('link', { name: 'Nacre', exact: true }).waitFor()
    await page.keyboard.press('Tab')
    await expect(page.evaluate('document.activeElement.textContent')).resolves.toMatch(/Skip to the page/)
    for (const name of ['Library', 'Ask', 'Graph']) {
      while ((await page.evaluate('document.activeElement.textContent')) !== name) await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Graph' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/graph')
    await page.close()
  })

  test('finds a thing, opens its neighbours and leads to the sentence that says so', async () => {
    const page = await browser.newPage({ viewport: looks.light.viewport })
    await page.goto(`${server.url}/graph`)
    await page.getByLabel('Find a thing').fill('nacre')
    await page
      .getByRole('option', { name: /^nacre/ })
      .first()
      .click()
    const about = page.getByRole('region', { name: 'About nacre' })
    await about.getByRole('link', { name: 'in the document' }).first().click()
    const mark = page.locator('mark[data-tone=wanted]')
    await mark.waitFor()
    const { searchParams, pathname } = new URL(page.url())
    const document = await (await server.app.graph()).getDocument(pathname.split('/').at(-1) ?? '')
    const [start, end] = [Number(searchParams.get('start')), Number(searchParams.get('end'))]
    expect(await mark.first().textContent()).toBe(document?.text.slice(start, end))
    await page.close()
  })

  async function visit(
    context: BrowserContext,
    { path, heading }: { path: string; heading: RegExp },
    picture: string | undefined,
  ): Promise<{ errors: readonly string[]; violations: readonly string[] }> {
    const { page, faults } = await watchPage(context, { origin: server.url })
    await page.goto(server.url + path)
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    // What is still on its way says so to assistive technology.
    await expect.poll(() => page.locator('[aria-label*=" being "]').count(), { timeout: 30_000 }).toBe(0)
    if (picture !== undefined) {
      mkdirSync(join(picture, '..'), { recursive: true })
      // The layout of the graph comes to rest.
      if (path.startsWith('/graph')) await page.waitForTimeout(2_500)
      await page.screenshot({ path: picture })
    }
    const violations = await findViolations(page)
    await page.close()
    return { errors: faults, violations }
  }
})
