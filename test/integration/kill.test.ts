import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRandom } from '#core/create-random.ts'
import { dumpDataFolder } from '#test/dump-data-folder.ts'
import { startFakeOpenAiServer, type FakeOpenAiServer } from '#test/fake-openai-server.ts'
import { eventsOf, runNacre, type NacreRun } from '#test/run-nacre.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

const corpus = join(import.meta.dirname, '../../examples/corpus')
const sources = ['nacre.md', 'thermoelectrics.html', 'metallic-glasses.pdf', 'short-notes.jsonl'].map((name) =>
  join(corpus, name),
)
const points = 20

describe('a process that is killed while it ingests', () => {
  let server: FakeOpenAiServer
  beforeAll(async () => {
    server = await startFakeOpenAiServer('nacre | contains | aragonite', { delayMs: 20 })
  })
  afterAll(() => server.close())

  const ingest = (data: string, killAfterMs?: number): Promise<NacreRun> =>
    runNacre(
      [
        'ingest',
        ...sources,
        '--data',
        data,
        '--json',
        '--extract',
        'llm',
        '--model',
        'openai:fake',
        '--base-url',
        server.url,
      ],
      { env: { NACRE_MODEL_API_KEY: 'none' }, ...(killAfterMs === undefined ? {} : { killAfterMs }) },
    )

  test(
    `at ${points} random points loses nothing, doubles nothing and pays no finished model call twice`,
    { timeout: 480_000 },
    async () => {
      const whole = temporaryFolder()
      const wholeStartedMs = performance.now()
      const uninterrupted = await ingest(whole)
      // How long a run takes changes with what else the machine does, so each run that ends by itself tells it anew.
      let durationMs = performance.now() - wholeStartedMs
      expect(uninterrupted.stderr).not.toMatch(/bug/)
      expect(eventsOf(uninterrupted).at(-1)).toMatchObject({ event: 'done', documents: 6, failed: [] })
      const expected = await dumpDataFolder(whole)
      const distinctCalls = server.requests.size
      expect(distinctCalls).toBeGreaterThan(10)

      const random = createRandom(20_261_123)
      let killed = 0
      for (let point = 0; killed < points; point += 1) {
        expect(point, 'runs that end before they are killed').toBeLessThan(3 * points)
        const data = temporaryFolder()
        server.reset()
        const startedMs = performance.now()
        // From the first tenth on: before that the process has not opened a store yet.
        const first = await ingest(data, durationMs * (0.1 + (0.9 * random.below(1_000)) / 1_000))
        if (first.signal !== 'SIGKILL') {
          durationMs = performance.now() - startedMs
          continue
        }
        killed += 1
        const second = await ingest(data)
        expect(second.status, second.stderr).toBe(0)
        expect(await dumpDataFolder(data), `killed at point ${point}`).toEqual(expected)
        const calls = [...server.requests.values()].reduce((sum, count) => sum + count, 0)
        // One call at a time is in flight; that one was never answered to anybody.
        expect(calls).toBeLessThanOrEqual(distinctCalls + 1)
      }
    },
  )
})
