import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import neo4j from 'neo4j-driver'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claimNeo4j } from '#test/claim-neo4j.ts'
import { findChromium } from '#test/find-chromium.ts'
import { launchChromium } from '#test/launch-chromium.ts'

const chromium = findChromium()
const access = await claimNeo4j()
const root = join(import.meta.dirname, '../..')
const pdf = join(root, 'examples/corpus/metallic-glasses.pdf')
const pictures = process.env.NACRE_PICTURES

describe.skipIf(chromium === null || access === null)('a stranger with a browser', () => {
  const place = access ?? { url: 'neo4j://127.0.0.1:1', user: '', password: '', browserUrl: '' }
  const driver = neo4j.driver(place.url, neo4j.auth.basic(place.user, place.password))
  const clear = () => driver.executeQuery('MATCH (n) DETACH DELETE n')
  const data = mkdtempSync(join(tmpdir(), 'nacre-stranger-'))
  let served: { process: ChildProcess; url: string }
  let browser: Browser

  beforeAll(async () => {
    await clear()
    served = await serve(data)
    browser = await launchChromium(chromium ?? '')
  })
  afterAll(async () => {
    await browser?.close()
    served?.process.kill('SIGTERM')
    if (served !== undefined && served.process.exitCode === null) await once(served.process, 'close')
    rmSync(data, { recursive: true, force: true })
    await clear()
    await driver.close()
  })

  test(
    'hands in a PDF, asks, follows a citation to its sentence, and opens the thing in Neo4j Browser',
    { timeout: 600_000 },
    async () => {
      const context = await browser.newContext({ viewport: { width: 1366, height: 850 } })
      const page = await context.newPage()
      page.setDefaultTimeout(60_000)
      const errors: string[] = []
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))

      await page.goto(served.url)
      await page.getByText('Nothing has been read yet').waitFor()
      await page.setInputFiles('input[type=file]', {
        name: '../glass.pdf',
        mimeType: 'application/pdf',
        buffer: readFileSync(pdf),
      })
      const reading = page.getByRole('region', { name: 'Hand in' })
      await reading.getByText('Read glass.pdf', { exact: true }).waitFor()
      await reading.getByText(/Done\. .*\d+ pages?, \d+ passages, \d+ things, \d+ statements/).waitFor()
      await page
        .getByRole('link', { name: /metallic glasses/i })
        .first()
        .waitFor()

      await page.getByRole('link', { name: 'Ask', exact: true }).click()
      await page.getByLabel('Question').fill('What is the tensile strength of metallic glasses?')
      await page.getByRole('button', { name: 'Ask' }).click()
      await page.getByRole('heading', { name: 'Thinking' }).waitFor()
      await page.getByRole('heading', { name: 'Answer' }).waitFor({ timeout: 300_000 })
      await page.getByRole('button', { name: /Round 1/ }).click()
      await page.getByRole('heading', { name: 'Reasoning Steps' }).first().waitFor()
      if (pictures !== undefined) {
        // As tall as all of it, so that the graph is drawn where it stands, and comes to rest.
        await page.setViewportSize({ width: 1366, height: 1900 })
        await page.waitForTimeout(2_500)
        await page.screenshot({ path: join(pictures, 'answer-light.png'), fullPage: true })
        await page.setViewportSize({ width: 1366, height: 850 })
      }

      const chip = page.getByRole('link', { name: /^Citation 1:/ }).first()
      const quote = (await chip.getAttribute('aria-label'))?.replace('Citation 1: ', '') ?? ''
      await chip.click()
      const sentence = page.locator('mark[data-tone=wanted]').first()
      await sentence.waitFor()
      expect((await sentence.textContent())?.replaceAll(/\s+/g, ' ')).toContain(
        quote.replaceAll(/\s+/g, ' ').slice(0, 40),
      )
      if (pictures !== undefined) await page.screenshot({ path: join(pictures, 'citation-light.png') })

      await page.getByRole('link', { name: 'Graph', exact: true }).click()
      await page.getByLabel('Find a thing').fill('metallic glass')
      await page
        .getByRole('option', { name: /^metallic glass/ })
        .first()
        .click()
      const opened = context.waitForEvent('page')
      await page.getByRole('button', { name: 'Open in Neo4j Browser' }).click()
      const neo4jBrowser = await opened
      await neo4jBrowser.waitForURL(/\/browser\//)
      await neo4jBrowser.locator('[data-testid=password]').fill(place.password)
      await neo4jBrowser.locator('[data-testid=connect]').click()
      await neo4jBrowser.getByText('You are connected').first().waitFor()
      await neo4jBrowser.locator('[data-testid=editor-Run]').click()
      const circles = neo4jBrowser.locator('[data-testid=frameContents] g.node')
      await circles.nth(1).waitFor()
      expect(await circles.count()).toBeGreaterThan(2)
      expect(errors).toEqual([])
      await context.close()
    },
  )

  /** The real server in a process of its own, with its worker inside and the small model of the tests. */
  async function serve(data: string): Promise<{ process: ChildProcess; url: string }> {
    const words = ['serve', '--port', '0', '--data', data, '--graph', place.url, '--json']
    const process = spawn(globalThis.process.execPath, ['src/cli/main.ts', ...words], {
      cwd: root,
      env: {
        ...globalThis.process.env,
        NACRE_NEO4J_USER: place.user,
        NACRE_NEO4J_PASSWORD: place.password,
        NACRE_NEO4J_BROWSER: place.browserUrl.replace(/\?.*/, ''),
        // For the guide the model that a person gets who chooses none.
        ...(pictures === undefined ? { NACRE_MODEL: 'local:smollm2-135m-instruct' } : {}),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let told = ''
    let complaint = ''
    process.stderr.on('data', (part: Buffer) => (complaint += String(part)))
    for await (const part of process.stdout.setEncoding('utf8')) {
      told += String(part)
      const url = /"url":"([^"]+)"/.exec(told)?.[1]
      if (url !== undefined) return { process, url }
    }
    throw new Error(`the server ended: ${complaint.slice(-1_000)}`)
  }
})
