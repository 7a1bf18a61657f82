// 200 clients that ask and leave: how soon the model hears of it, and what stays behind. node test/bench/disconnects.ts
// A model that only waits stands for one that writes for minutes; with --real it is the small model of the catalogue.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { ChatModel } from '#models/chat-model.ts'
import { openApp } from '#src/app.ts'
import { readConfig } from '#src/config.ts'
import { openTestServer } from '#test/api/open-test-server.ts'
import { createFakeChatModel } from '#test/fake-chat-model.ts'

const clients = 200
const question = 'How thick are the aragonite platelets of nacre?'
const isReal = process.argv.includes('--real')

/** When each call of the model began and ended, and how many are under way. */
function watchModel(model: ChatModel) {
  const state = { begun: 0, underWay: 0, lastEndMs: 0 }
  const watched: ChatModel = {
    ...model,
    supports: { ...model.supports, choices: false },
    stream: async (request, onText, options) => {
      state.begun++
      state.underWay++
      try {
        return await model.stream({ ...request, maxTokens: 2_000 }, onText, options)
      } finally {
        state.underWay--
        state.lastEndMs = performance.now()
      }
    },
  }
  return { watched, state }
}

const folder = mkdtempSync(join(tmpdir(), 'nacre-disconnects-'))
const real = openApp(readConfig({ data: folder, model: 'local:smollm2-135m-instruct' }))
const waiting: ChatModel = {
  ...createFakeChatModel(() => ''),
  stream: async (_request, _onText, { signal } = {}) => {
    if (!signal?.aborted) await once(signal!, 'abort')
    throw new Error('aborted')
  },
}
const { watched, state } = watchModel(isReal ? await real.reasoner() : waiting)
const server = await openTestServer({ environment: { NACRE_RATE_LIMIT: '0' }, model: watched })

await askAndLeave(20)
const before = await measure()
const slowest = await askAndLeave(clients)
const after = await measure()
console.log(`${clients} clients asked and left; the model (${watched.id}) had begun ${state.begun} replies`)
console.log(`the last reply was given up ${slowest.toFixed(0)} ms after the last client had left`)
console.log(`replies still under way: ${state.underWay}`)
console.log(
  `connections: ${before.sockets} before, ${after.sockets} after; timers: ${before.timers} and ${after.timers}`,
)
console.log(`heap: ${before.heap.toFixed(1)} MB before, ${after.heap.toFixed(1)} MB after`)
process.exitCode = slowest <= 1_000 && state.underWay === 0 && after.sockets <= before.sockets ? 0 : 1
await server.close()
await real.close()
rmSync(folder, { recursive: true, force: true })

/** Clients that ask at once and leave when the model writes; milliseconds from then until no reply is under way. */
async function askAndLeave(count: number): Promise<number> {
  const begunBefore = state.begun
  const controllers = Array.from({ length: count }, () => new AbortController())
  const asked = controllers.map(({ signal }) =>
    fetch(`${server.url}/v1/ask`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', connection: 'close' },
      body: JSON.stringify({ question }),
      signal,
    }).then(
      (response) => response.text().catch(() => ''),
      () => '',
    ),
  )
  // A real model writes one reply after the other; the fake one all at once.
  while (state.begun - begunBefore < (isReal ? Math.min(count, 2) : count)) await delay(20)
  for (const controller of controllers) controller.abort()
  const leftMs = performance.now()
  await Promise.all(asked)
  while (state.underWay > 0 && performance.now() - leftMs < 30_000) await delay(10)
  return Math.max(0, state.lastEndMs - leftMs)
}

async function measure(): Promise<{ sockets: number; timers: number; heap: number }> {
  // Connections take a moment to close.
  for (let tries = 0; tries < 20 && sockets() > 0; tries++) await delay(250)
  globalThis.gc?.()
  const resources = process.getActiveResourcesInfo()
  return {
    sockets: sockets(),
    timers: resources.filter((name) => name === 'Timeout').length,
    heap: process.memoryUsage().heapUsed / 1e6,
  }
}

function sockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name.startsWith('TCPSocket')).length
}
