// Search by 50 clients at a time against the same calls within the process: node test/bench/search-clients.ts
// Real stores, the real embedder and the sample corpus. The server is a process of its own, as is each measurement.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Agent, request } from 'undici'
import { openApp } from '#src/app.ts'
import { readConfig } from '#src/config.ts'
import { runNacre } from '#test/run-nacre.ts'

const clients = 50
const requests = Number(process.env.NACRE_BENCH_REQUESTS ?? 400)
const mode = process.argv[2] ?? 'hybrid'
const questions = [
  'How thick are the aragonite platelets of nacre?',
  'critical cooling rate of metallic glasses',
  'What limits the efficiency of perovskite solar cells?',
  'toughness of spider silk',
  'corrosion of magnesium alloys',
  'grain size and strength',
  'thermal conductivity of diamond',
  'What is a high entropy alloy?',
]
const root = join(import.meta.dirname, '../..')

interface Figures {
  readonly p50: number
  readonly p95: number
  readonly perSecond: number
}

const data = process.argv[3] ?? mkdtempSync(join(tmpdir(), 'nacre-search-clients-'))
if (process.argv[3] === undefined) {
  const run = await runNacre(['ingest', join(root, 'examples/corpus'), '--data', data])
  if (run.status !== 0) throw new Error(run.stderr)
  const inProcess = await measureApart('in-process')
  const served = await measureApart('served')
  console.log(`mode ${mode}, ${requests} searches by ${clients} clients at a time, milliseconds`)
  for (const [name, { p50, p95, perSecond }] of [
    ['in the process', inProcess],
    ['over HTTP', served],
  ] as const) {
    console.log(
      `${name.padEnd(16)} p50 ${p50.toFixed(0)}  p95 ${p95.toFixed(0)}  ${perSecond.toFixed(1)} searches a second`,
    )
  }
  const [slower, less] = [served.p95 / inProcess.p95, inProcess.perSecond / served.perSecond]
  console.log(`ratio: p95 ${slower.toFixed(2)}, time for each search ${less.toFixed(2)} (at most 2)`)
  rmSync(data, { recursive: true, force: true })
  process.exitCode = slower <= 2 && less <= 2 ? 0 : 1
} else {
  console.log(JSON.stringify(process.argv[4] === 'served' ? await overHttp() : await withinProcess()))
}

async function measureApart(way: 'in-process' | 'served'): Promise<Figures> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', import.meta.filename, mode, data, way],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const lines: string[] = []
  createInterface(child.stdout).on('line', (line) => lines.push(line))
  await once(child, 'close')
  return JSON.parse(lines.at(-1) ?? '') as Figures
}

async function withinProcess(): Promise<Figures> {
  const app = openApp(readConfig({ data }))
  const retriever = await app.retriever()
  const figures = await measure((query) => retriever.search(query, { mode: mode as 'hybrid', limit: 10 }))
  await app.close()
  return figures
}

async function overHttp(): Promise<Figures> {
  const server = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(root, 'src/cli/main.ts'),
      'serve',
      '--json',
      '--no-web',
      '--no-worker',
      '--port',
      '0',
      '--data',
      data,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, NACRE_RATE_LIMIT: '0' } },
  )
  const [line] = (await once(createInterface(server.stdout), 'line')) as [string]
  const { url } = JSON.parse(line) as { url: string }
  const dispatcher = new Agent({ connections: clients })
  const figures = await measure(async (query) => {
    const body = JSON.stringify({ query, mode, limit: 10 })
    const headers = { 'content-type': 'application/json' }
    const response = await request(`${url}/v1/search`, { method: 'POST', headers, body, dispatcher })
    if (response.statusCode !== 200) throw new Error(await response.body.text())
    await response.body.json()
  })
  await dispatcher.close()
  server.kill('SIGTERM')
  await once(server, 'close')
  return figures
}

/** 50 at a time until all are done, after as many to warm up as there are questions. */
async function measure(search: (query: string) => Promise<unknown>): Promise<Figures> {
  for (const question of questions) await search(question)
  const times: number[] = []
  let next = 0
  const startedMs = performance.now()
  const loop = async (): Promise<void> => {
    while (next < requests) {
      const query = `${questions[next % questions.length]} ${next++}`
      const beganMs = performance.now()
      await search(query)
      times.push(performance.now() - beganMs)
    }
  }
  await Promise.all(Array.from({ length: clients }, loop))
  const seconds = (performance.now() - startedMs) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number): number => times[Math.floor(share * (times.length - 1))] ?? 0
  return { p50: at(0.5), p95: at(0.95), perSecond: times.length / seconds }
}
