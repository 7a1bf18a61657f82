import type { Locator, Page } from 'playwright-core'
import { launchChromium } from '#test/launch-chromium.ts'

const waitMs = 30_000
/** Runs in the page, whose types this project does not know. */
const makeTransfer = `({ name, type, base64 }) => {
  const bytes = Uint8Array.from(atob(base64), (character) => character.codePointAt(0))
  const transfer = new DataTransfer()
  transfer.items.add(new File([bytes], name, { type }))
  return transfer
}`

/** What a query showed: rows of a table or circles of a picture, or the words of an error. */
export interface Shown {
  readonly frame: Locator
  readonly circles: number
  readonly rows: number
  readonly error: string | null
}

/** Neo4j Browser in a headless Chromium, used as a person uses it. */
export interface OpenNeo4jBrowser {
  readonly page: Page
  /** Opens a link into it and logs in. */
  open(url: string, password: string): Promise<void>
  /** Clears the stage, lets `act` start something, and resolves with what is shown when something is. */
  see(act: () => Promise<void>): Promise<Shown>
  /** Types a text into the editor and runs it. */
  type(text: string): Promise<void>
  /** Drops a file onto the window. */
  drop(file: { name: string; type: string; content: Uint8Array }): Promise<void>
  close(): Promise<void>
}

export async function openNeo4jBrowser(executablePath: string): Promise<OpenNeo4jBrowser> {
  const browser = await launchChromium(executablePath)
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } })
  page.setDefaultTimeout(waitMs)
  // Fonts and a feature of the makers: this test talks to this machine only.
  await page.route(
    (url) => !['127.0.0.1', 'localhost'].includes(url.hostname) && url.protocol.startsWith('http'),
    (route) => route.abort(),
  )
  const frame = page.locator('[data-testid=frame]')

  const type = async (text: string): Promise<void> => {
    await page.locator('[data-testid=activeEditor] .monaco-editor').first().click()
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText(text)
    await page.locator('[data-testid=editor-Run]').click()
  }

  return {
    page,
    type,
    see: async (act) => {
      // Each frame that stays open goes on drawing.
      while ((await frame.count()) > 0) await frame.first().getByTitle('Close', { exact: true }).click()
      await act()
      const contents = frame.first().locator('[data-testid=frameContents]')
      const circles = contents.locator('g.node')
      const rows = contents.locator('tbody tr')
      const error = contents.getByText(/^ERROR$|Neo\.ClientError/)
      const nothing = contents.getByText('(no changes, no records)')
      await circles.or(rows).or(error).or(nothing).first().waitFor()
      const message = (await error.count()) > 0 ? await contents.innerText() : null
      return { frame: frame.first(), circles: await circles.count(), rows: await rows.count(), error: message }
    },
    open: async (url, password) => {
      await page.goto(url)
      await page.locator('[data-testid=password]').fill(password)
      await page.locator('[data-testid=connect]').click()
      await page.getByText('You are connected').first().waitFor()
    },
    drop: async ({ name, type, content }) => {
      const file = { name, type, base64: Buffer.from(content).toString('base64') }
      const dataTransfer = await page.evaluateHandle(`(${makeTransfer})(${JSON.stringify(file)})`)
      for (const event of ['dragenter', 'dragover', 'drop']) {
        await page.dispatchEvent('[data-testid=main]', event, { dataTransfer })
      }
    },
    close: () => browser.close(),
  }
}
