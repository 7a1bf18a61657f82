// How long the graph view takes until a large graph can be used: from opening the address to the first frame in which it
// answers the mouse wheel, in Chromium without a graphics card. The graph (5,000 things, 20,000 statements, like a corpus:
// few things in many statements) is made here and given to the page in place of the server's export. Prints one JSON value.
// Also how many bytes the first view is, compressed. Usage: node test/bench/web-graph.ts [things=5000] [statements=20000]
import { readdirSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express from 'express'
import { entityTypes } from '#core/knowledge.ts'
import { createRandom } from '#core/create-random.ts'
import { serveWeb } from '#src/api/serve-web.ts'
import { openWebPage } from '#src/web-page.ts'
import { findChromium } from '#test/find-chromium.ts'
import { launchChromium } from '#test/launch-chromium.ts'
import { measureFirstView } from '#test/web/measure-first-view.ts'

const [things = 5_000, statements = 20_000] = process.argv.slice(2).map(Number)
const runs = 5
/** Runs in the page: turns the wheel over the graph and waits for two frames. Milliseconds. */
const afterWheel = `new Promise((resolve) => {
  const place = document.querySelector('[data-nodes] canvas.sigma-mouse') ?? document.querySelector('[data-nodes]')
  const { left, top, width, height } = place.getBoundingClientRect()
  const started = performance.now()
  const middle = { clientX: left + width / 2, clientY: top + height / 2 }
  place.dispatchEvent(new WheelEvent('wheel', { deltaY: -120, ...middle, bubbles: true, cancelable: true }))
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - started)))
})`
const chromium = findChromium()
if (chromium === null) process.exit(1)
const folder = await openWebPage()
const app = express()
app.get('/v1/graph/export', (_request, response) => void response.json(makeGraph()))
app.get('/v1/graph/stats', (_request, response) => void response.json({ entities: things }))
app.use(serveWeb(folder))
const server = createServer(app).listen(0, '127.0.0.1')
await once(server, 'listening')
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const browser = await launchChromium(chromium)
try {
  const usable: number[] = []
  const wheel: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const page = await browser.newPage({ viewport: { width: 1366, height: 850 } })
    // Chromium loads pages of its own beside a new one; a person's browser has done so long before.
    await page.waitForTimeout(2_000)
    await page.goto(`${url}/graph?all=1`, { waitUntil: 'commit' })
    const canvas = page.locator(`[data-nodes="${things}"]`)
    await canvas.waitFor({ state: 'attached' })
    wheel.push(await page.evaluate<number>(afterWheel))
    usable.push(await page.evaluate<number>('performance.now()'))
    await page.close()
  }
  const firstView = await measureFirstView(browser, url, folder)
  const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
  const files = readdirSync(join(folder, 'assets')).length
  console.log(
    JSON.stringify({
      bench: 'web-graph',
      figures: [
        {
          name: `Graph of ${things} things and ${statements} statements can be used after`,
          value: (middle(usable) ?? 0) / 1000,
          unit: 's',
          goal: '<= 2 s',
        },
        { name: 'It answers the mouse wheel within', value: middle(wheel), unit: 'ms' },
        { name: `First view, compressed (of ${files} files)`, value: firstView / 1000, unit: 'kB', goal: '<= 350 kB' },
      ],
      runs: usable,
    }),
  )
} finally {
  await browser.close()
  server.close()
}

function makeGraph() {
  const random = createRandom(7)
  // A thing is drawn with a chance that falls with its number, as in texts.
  const draw = () => Math.floor(things * (random.below(1_000_000) / 1_000_000) ** 2)
  const nodes = Array.from({ length: things }, (_none, index) => {
    return { id: `e${index}`, name: `thing ${index}`, type: entityTypes[index % entityTypes.length], mentions: 1 }
  })
  const edges = Array.from({ length: statements }, (_none, index) => {
    return {
      id: `r${index}`,
      source: `e${draw()}`,
      target: `e${draw()}`,
      type: 'INFLUENCES',
      predicate: `changes ${index}`,
      evidence: 1,
      sentence: '',
    }
  })
  return { nodes, edges }
}
