import type { BrowserContext, Page } from 'playwright-core'

/** A page that notes what goes wrong in it. */
export interface WatchedPage {
  readonly page: Page
  /** Errors of the console (breaches of the Content-Security-Policy among them), of scripts, dialogs that opened, and addresses of other servers. */
  readonly faults: readonly string[]
}

/** `expected` are the replies of the server that the test wants to fail: a browser writes each into the console. */
export async function watchPage(
  context: BrowserContext,
  { origin, expected = /^$/ }: { readonly origin: string; readonly expected?: RegExp },
): Promise<WatchedPage> {
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => {
    const text = `${message.text()} (${message.location().url})`
    if (message.type() === 'error' && !expected.test(text)) faults.push(text)
  })
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(origin) && !url.startsWith('blob:')) faults.push(`request: ${url}`)
  })
  return { page, faults }
}
