import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, test } from 'vitest'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import { openSqliteJobQueue } from '#src/jobs/sqlite-job-queue.ts'
import { dumpDataFolder } from '#test/dump-data-folder.ts'
import { makeKnowledge } from '#test/make-knowledge.ts'
import { jsonOf, runNacre } from '#test/run-nacre.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

const root = join(import.meta.dirname, '../..')
const jobs = 60
const sources = ['nacre.md', 'spider-silk.md'].map((name) => join(root, 'examples/corpus', name))

/** A real worker process, and what it has said so far. */
interface RunningWorker {
  readonly child: ChildProcess
  /** Resolves when it tells an event of this name for the nth time. */
  saw(event: string, times?: number): Promise<void>
  exit(): Promise<number | null>
}

function startWorker(data: string, ...words: readonly string[]): RunningWorker {
  const main = join(root, 'src/cli/main.ts')
  const all = ['--disable-warning=ExperimentalWarning', main, '--data', data, '--json', 'worker', ...words]
  const child = spawn(process.execPath, all, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const told: string[] = []
  const waiting: { readonly event: string; readonly times: number; readonly resolve: () => void }[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    told.push((JSON.parse(line) as { event: string }).event)
    for (const { event, times, resolve } of waiting) {
      if (told.filter((other) => other === event).length >= times) resolve()
    }
  })
  return {
    child,
    saw: (event, times = 1) => new Promise((resolve) => waiting.push({ event, times, resolve })),
    exit: async () => ((await ended) as [number | null])[0],
  }
}

const add = async (data: string, ...words: readonly string[]): Promise<string> => {
  const run = await runNacre(['--data', data, '--json', 'jobs', 'add', ...words])
  return jsonOf<{ id: string }>(run).id
}
const addAll = async (data: string): Promise<void> => {
  await add(data, 'ingest', ...sources, '--key', 'read', '--priority', '1')
  await add(data, 'generate', '--profile', 'graph-path', '--n', '5', '--key', 'ask')
}

describe('nacre worker, as real processes', () => {
  test('killed in the middle of its work, it loses nothing and doubles nothing', async () => {
    const [whole, killed] = [temporaryFolder(), temporaryFolder()]
    await addAll(whole)
    expect(await startWorker(whole, '--once').exit()).toBe(0)

    await addAll(killed)
    const first = startWorker(killed)
    await first.saw('started')
    first.child.kill('SIGKILL')
    await first.exit()
    const counts = async () => jsonOf<{ counts: object }>(await runNacre(['--data', killed, '--json', 'jobs', 'ls']))
    expect((await counts()).counts).toMatchObject({ running: 1, queued: 1 })
    expect(await startWorker(killed, '--once').exit()).toBe(0)
    expect((await counts()).counts).toMatchObject({ running: 0, queued: 0, done: 2, failed: 0 })
    expect(await dumpDataFolder(killed)).toEqual(await dumpDataFolder(whole))
  })

  test('several beside each other do each job once; SIGTERM ends one with status 0', async () => {
    const data = temporaryFolder()
    const queue = openSqliteJobQueue(join(data, 'jobs.sqlite'))
    const graph = openSqliteGraphStore(join(data, 'graph.sqlite'))
    await graph.putDocument(makeKnowledge({ seed: 1 }))
    await graph.close()
    const [a, b] = [startWorker(data, '--concurrency', '2'), startWorker(data, '--concurrency', '2')]
    await Promise.all([a.saw('ready'), b.saw('ready')])
    for (let index = 0; index < jobs; index += 1) {
      await queue.add({ kind: 'generate', input: { profile: 'graph-path', n: 1, seed: index } })
    }
    await a.saw('done')
    a.child.kill('SIGTERM')
    expect(await a.exit()).toBe(0)
    b.child.kill('SIGTERM')
    expect(await b.exit()).toBe(0)
    expect(await startWorker(data, '--once').exit()).toBe(0)

    expect(await queue.count()).toEqual({ queued: 0, running: 0, done: jobs, failed: 0, cancelled: 0 })
    const kinds = (await queue.events({ limit: 10 * jobs })).map(({ kind }) => kind)
    const returned = kinds.filter((kind) => kind === 'returned').length
    expect(kinds.filter((kind) => kind === 'started')).toHaveLength(jobs + returned)
    expect(kinds.filter((kind) => kind === 'done')).toHaveLength(jobs)
    await queue.close()
  })
})
