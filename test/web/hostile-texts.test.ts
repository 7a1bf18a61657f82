import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWebPage } from '#src/web-page.ts'
import { openTestServer, type TestServer } from '#test/api/open-test-server.ts'
import { findChromium } from '#test/find-chromium.ts'
import { hostileKnowledge, hostileNames } from '#test/hostile-knowledge.ts'
import { injectionStrings } from '#test/injection/injection-strings.ts'
import { launchChromium } from '#test/launch-chromium.ts'
import { makeRecords } from '#test/make-records.ts'
import { watchPage } from './watch-page.ts'

const chromium = findChromium()
const strings = injectionStrings({ secretFile: '/nowhere/secret.txt', address: 'http://169.254.169.254' })
/** As many documents, so that each string is a title, the name of a thing, a predicate and a sentence. */
const perDocument = 30
const documents = Array.from({ length: strings.length / perDocument }, (_none, at) => {
  const names = strings.slice(at * perDocument, (at + 1) * perDocument)
  return hostileKnowledge(names, names[0])
})
/** Texts that would leave an element behind if a page took them for markup; each string comes in three frames, of which one will do. */
const markup = strings.filter((text, at) => at % 3 === 0 && text.includes('<'))

describe.skipIf(chromium === null)('texts that would like to be more than texts, in the web page', () => {
  let server: TestServer
  let browser: Browser
  let runs: readonly string[]

  beforeAll(async () => {
    server = await openTestServer({
      environment: { NACRE_RATE_LIMIT: '0' },
      documents: [...documents, hostileKnowledge(hostileNames)],
      webFolder: await openWebPage(),
    })
    const graph = await server.app.graph()
    const queue = await server.app.jobs()
    runs = await Promise.all(
      documents.flatMap((document, at) =>
        strings.slice(at * perDocument, (at + 1) * perDocument).map(async (text) => {
          const { task, trace, pair } = makeRecords([document])
          const id = `${trace.id}${strings.indexOf(text)}`
          const citations = trace.citations.map((citation) => ({ ...citation, quote: text }))
          await graph.putRecord('task', { ...task, id: `${task.id}${id}`, question: text, trainingPrompt: text })
          await graph.putRecord('trace', {
            ...trace,
            id,
            question: text,
            answer: text,
            sentences: [{ text, citations: [0], support: 1 }],
            citations,
          })
          await graph.putRecord('pair', { ...pair, id: `${pair.id}${id}`, prompt: text, chosen: text, rejected: text })
          await queue.add({ kind: 'ingest', input: { sources: [text], tags: [text], names: { [text]: text } } })
          return id
        }),
      ),
    )
    browser = await launchChromium(chromium ?? '')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  test('run no script, reach no address and become no element in any view', { timeout: 600_000 }, async () => {
    expect(runs).toHaveLength(150)
    const context = await browser.newContext()
    const { page, faults } = await watchPage(context, { origin: server.url })
    // React puts text where text belongs; here it would show if somebody went round it.
    const made = new Set<string>()
    const look = async (path: string): Promise<void> => {
      await page.goto(server.url + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await expect.poll(() => page.locator('[aria-label*=" being "]').count(), { timeout: 30_000 }).toBe(0)
      for (const fault of await foreignElements(page)) made.add(`${path}: ${fault}`)
    }
    const graph = await server.app.graph()
    for (const path of ['/', '/jobs', '/evaluate', '/settings', '/graph?all=1', '/review']) await look(path)
    for (const { id } of await graph.listDocuments()) await look(`/documents/${id}`)
    for (const at of strings.keys()) {
      if (!markup.includes(strings[at]!)) continue
      await look(`/ask?run=${runs[at]}`)
    }
    const [script] = await graph.findEntities(markup[0]!, { limit: 1 })
    await look(`/graph?focus=${script?.id}`)
    expect({ faults, made: [...made] }).toEqual({ faults: [], made: [] })
    await context.close()
  })

  test('stay texts where somebody types them', { timeout: 600_000 }, async () => {
    const context = await browser.newContext()
    const refused = /status of (400|404|422)/
    const { page, faults } = await watchPage(context, { origin: server.url, expected: refused })
    for (const text of markup.slice(0, 4)) {
      await page.goto(`${server.url}/?filter=${encodeURIComponent(text)}`)
      await page.getByRole('status').filter({ hasText: 'documents' }).waitFor()
      await page.goto(`${server.url}/ask?q=${encodeURIComponent(text)}`)
      await page.getByRole('heading', { name: 'Ask' }).waitFor()
      await page.goto(`${server.url}/graph?from=${encodeURIComponent(text)}&to=nacre`)
      await page.getByLabel('Find a thing').fill(text)
      await page.getByRole('listbox', { name: 'Things of that name' }).waitFor()
      expect(await foreignElements(page)).toEqual([])
    }
    expect(faults).toEqual([])
    await context.close()
  })
})

/** Elements that the page itself never makes: scripts with a body, pictures of other places, frames, links that run. */
function foreignElements(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll(
    'script:not([src]), img:not([src="/icon.svg"]), iframe, object, embed, form[action], a[href^="javascript:"], a[href*="169.254"]'
  )].map((element) => element.outerHTML.slice(0, 200))`)
}
