import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ChatModel } from '#models/chat-model.ts'
import { openWebPage } from '#src/web-page.ts'
import { openTestServer, type TestServer } from '#test/api/open-test-server.ts'
import { createFakeChatModel } from '#test/fake-chat-model.ts'
import { makeRecords } from '#test/make-records.ts'
import { writeKnowledge } from '#test/write-knowledge.ts'
import { findChromium } from '#test/find-chromium.ts'
import { launchChromium } from '#test/launch-chromium.ts'
import { findViolations } from './find-violations.ts'
import { lookNames, looks } from './looks.ts'
import { watchPage } from './watch-page.ts'

const chromium = findChromium()
const question = 'How thick are the aragonite platelets of nacre?'

describe.skipIf(chromium === null)('the view Ask', () => {
  let server: TestServer
  let browser: Browser
  /** How the model of the next question behaves. */
  let manner: 'answers' | 'waits' | 'breaks' = 'answers'
  let isStopped = new AbortController()

  beforeAll(async () => {
    const plain = createFakeChatModel(() => 'The platelets of nacre are 500 nm thick.')
    const stream: ChatModel['stream'] = async (request, onText, options = {}) => {
      if (manner === 'breaks') throw new Error('a bug')
      if (manner === 'answers') return plain.stream(request, onText, options)
      if (options.signal?.aborted !== true) await once(options.signal!, 'abort')
      isStopped.abort()
      throw new Error('stopped')
    }
    server = await openTestServer({ model: { ...plain, stream }, webFolder: await openWebPage() })
    browser = await launchChromium(chromium ?? '')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  const ask = async (page: Page, { comparedWith }: { comparedWith?: string } = {}): Promise<void> => {
    await page.goto(`${server.url}/ask`)
    await page.getByLabel('Question').fill(question)
    if (comparedWith !== undefined) {
      await page.getByRole('combobox', { name: 'Compare with' }).click()
      await page.getByRole('option', { name: comparedWith }).click()
    }
    await page.getByRole('button', { name: 'Ask', exact: true }).click()
  }

  test.each(lookNames)('two ways side by side, at ease for everybody (%s)', { timeout: 60_000 }, async (look) => {
    const context = await browser.newContext(looks[look])
    const { page, faults } = await watchPage(context, { origin: server.url })
    await ask(page, { comparedWith: 'Answer at once' })
    const [thought, direct] = ['Think, check and think again', 'Answer at once'].map((name) =>
      page.getByRole('region', { name, exact: true }),
    )
    for (const way of [thought!, direct!]) {
      await way.getByRole('heading', { name: 'Answer', exact: true }).waitFor()
      await way.getByRole('link', { name: /^Citation 1: .*500 nm/ }).waitFor()
      await way.getByText('Nacre', { exact: true }).first().waitFor()
    }
    await thought!.getByRole('button', { name: /Round 1/ }).click()
    await thought!.getByRole('heading', { name: 'Reflection' }).waitFor()
    expect(await direct!.getByRole('heading', { name: 'Thinking' }).count()).toBe(0)
    await delay(300)
    expect({ faults, violations: await findViolations(page) }).toEqual({ faults: [], violations: [] })
    await context.close()
  })

  test(
    'who follows a citation and comes back finds the answer, without asking again',
    { timeout: 60_000 },
    async () => {
      const context = await browser.newContext(looks.light)
      const { page, faults } = await watchPage(context, { origin: server.url })
      let asked = 0
      page.on('request', (request) => (asked += Number(new URL(request.url()).pathname === '/v1/ask')))
      await ask(page)
      await page
        .getByRole('link', { name: /^Citation 1:/ })
        .first()
        .click()
      await page.locator('mark[data-tone=wanted]').waitFor()
      await page.goBack()
      await page
        .getByRole('link', { name: /^Citation 1:/ })
        .first()
        .waitFor()
      expect(await page.getByLabel('Question').inputValue()).toBe(question)
      expect(asked).toBe(1)

      // The address alone shows it to somebody else; this browser lists it.
      const other = await context.newPage()
      await other.goto(page.url())
      await other.getByRole('button', { name: /Round 1/ }).waitFor()
      await other.goto(`${server.url}/ask`)
      await other.getByRole('region', { name: 'Asked before' }).getByRole('link', { name: question }).click()
      await other.getByRole('heading', { name: 'Answer' }).waitFor()
      expect(faults).toEqual([])
      await context.close()
    },
  )

  test('tells by which passage a source was found', { timeout: 60_000 }, async () => {
    const graph = await server.app.graph()
    const [cited, way] = [
      writeKnowledge('Nacre', ['*Nacre* is tough.']),
      writeKnowledge('Shells', ['*Shells* consist of *nacre*.']),
    ]
    for (const knowledge of [cited, way]) await graph.putDocument(knowledge)
    const { task, trace } = makeRecords([cited, way])
    await graph.putRecord('task', task)
    await graph.putRecord('trace', trace)
    const context = await browser.newContext(looks.light)
    const { page, faults } = await watchPage(context, { origin: server.url })
    await page.goto(`${server.url}/ask?run=${trace.id}`)
    const source = page.getByRole('region', { name: 'Answer' }).getByRole('listitem')
    await source.getByText('Found because Shells says nacre for “shells”.').waitFor()
    expect({ faults, violations: await findViolations(page) }).toEqual({ faults: [], violations: [] })
    await source.getByRole('link', { name: 'Shells' }).click()
    await page.getByRole('heading', { level: 1, name: 'Shells' }).waitFor()
    await context.close()
  })

  test('stop ends the work of the model, and what was written stays', { timeout: 60_000 }, async () => {
    manner = 'waits'
    isStopped = new AbortController()
    const context = await browser.newContext(looks.phone)
    const { page, faults } = await watchPage(context, { origin: server.url })
    try {
      await ask(page)
      await page.getByText(/Reading \d+ passages/).waitFor()
      expect(await findViolations(page)).toEqual([])
      await page.getByRole('button', { name: 'Stop' }).click()
      await page.getByText('Stopped. What was written so far stands below.').waitFor()
      if (!isStopped.signal.aborted) await once(isStopped.signal, 'abort')
      await page.getByRole('button', { name: 'Ask', exact: true }).waitFor()
      expect(faults).toEqual([])
    } finally {
      manner = 'answers'
      await context.close()
    }
  })

  test('an error and a missing answer are told in words', { timeout: 60_000 }, async () => {
    const context = await browser.newContext(looks.dark)
    const { page, faults } = await watchPage(context, { origin: server.url, expected: /status of 404/ })
    manner = 'breaks'
    try {
      await ask(page)
      await page.getByRole('alert').filter({ hasText: 'Something went wrong in Nacre' }).waitFor()
      expect(await findViolations(page)).toEqual([])
    } finally {
      manner = 'answers'
    }
    await page.goto(`${server.url}/ask?run=trace_0`)
    await page.getByRole('alert').filter({ hasText: 'There is no run trace_0' }).waitFor()
    expect(await findViolations(page)).toEqual([])
    expect(faults).toEqual([])
    await context.close()
  })
})
