import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toSqliteError } from '#graph/sqlite/sqlite-error.ts'
import { openApp, type App } from '#src/app.ts'
import { readConfig } from '#src/config.ts'
import { generateNewTasks, type GenerateOptions } from '#src/generate-new-tasks.ts'
import { startFakeOpenAiServer, type FakeOpenAiServer } from '#test/fake-openai-server.ts'
import { runNacre } from '#test/run-nacre.ts'

let app: App
let teacher: FakeOpenAiServer
let folder: string

/** Asks with the first words of the fact, as a simple teacher would. */
function sayAsTeacher(prompt: string): string {
  const fact = /^Fact: (.*)$/m.exec(prompt)?.[1] ?? ''
  if (fact === '') return /Sentence: (.*)$/.exec(prompt)?.[1] ?? ''
  return `What is known of ${fact.split(' ').slice(0, 5).join(' ').replace(/[,.]$/, '')}?`
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nacre-tasks-'))
  teacher = await startFakeOpenAiServer(sayAsTeacher)
  const corpus = join(import.meta.dirname, '../examples/corpus')
  const run = await runNacre(['ingest', join(corpus, 'nacre.md'), join(corpus, 'steels.md'), '--data', folder])
  expect(run.status, run.stderr).toBe(0)
  app = openApp(readConfig({ data: folder, model: 'openai:fake', baseUrl: teacher.url }))
})
afterAll(async () => {
  await app.close()
  await teacher.close()
  rmSync(folder, { recursive: true, force: true })
})

const generate = (options: Partial<GenerateOptions>) =>
  generateNewTasks(app, { profile: 'grounded', n: 3, seed: 1, ...options })

/** What SQLite really says when there is no room for another page. */
function fullDisk(): unknown {
  const database = new DatabaseSync(':memory:')
  try {
    database.exec('PRAGMA max_page_count = 2; CREATE TABLE room (text TEXT)')
    database.exec(`INSERT INTO room VALUES ('${'x'.repeat(100_000)}')`)
    return undefined
  } catch (error) {
    return toSqliteError(error, 'graph.sqlite')
  } finally {
    database.close()
  }
}

describe('generateNewTasks', () => {
  it('begins from passages on a topic', async () => {
    const { tasks } = await generate({ topic: 'martensite in steel', seed: 2 })
    expect(tasks.length).toBeGreaterThan(0)
    for (const { passage } of tasks) expect(passage.text).toMatch(/martensit|steel/i)
  })

  it('says so where a topic matches nothing, where it is empty, and where a text comes with it', async () => {
    await expect(generate({ topic: 'medieval poetry of Provence' })).rejects.toMatchObject({ code: 'not-found' })
    await expect(generate({ topic: ' ' })).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(generate({ text: '' })).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(generate({ topic: 'nacre', text: 'Nacre.' })).rejects.toMatchObject({ code: 'invalid-input' })
  })

  it('begins from a text, which becomes part of the corpus and takes its tasks with it', async () => {
    const text =
      'Bamboo culms are graded: the fibres lie denser towards the outside, because bending stresses are largest there. ' +
      'The tensile strength of bamboo fibres reaches about 600 MPa, since cellulose chains run along the fibre. ' +
      'Lignin protects bamboo from fungi by blocking the enzymes that dissolve cellulose.\n'
    const { tasks } = await generate({ text, n: 2 })
    expect(tasks.length).toBeGreaterThan(0)
    const graph = await app.graph()
    const { documentId } = tasks[0]!.passage
    expect((await graph.getDocument(documentId))?.text).toContain('Bamboo culms are graded')
    await graph.deleteDocument(documentId)
    expect(await graph.getRecord('task', tasks[0]!.id)).toBeUndefined()
  })

  it('ends when it is stopped with what was made, and goes on to the same tasks', async () => {
    const controller = new AbortController()
    const stopped = await generate({
      n: 4,
      seed: 7,
      signal: controller.signal,
      onProgress: (done) => {
        if (done === 2) controller.abort()
      },
    })
    expect(stopped.tasks).toHaveLength(2)
    expect(stopped.stopped).toMatchObject({ code: 'cancelled' })
    const resumed = await generate({ n: 4, seed: 7, isResumed: true })
    expect(resumed.tasks.slice(0, 2)).toEqual(stopped.tasks)
    expect(resumed.tasks).toHaveLength(4)
    const calls = [...teacher.requests.values()].reduce((sum, count) => sum + count, 0)
    expect((await generate({ n: 4, seed: 7, isResumed: true })).tasks).toEqual(resumed.tasks)
    expect([...teacher.requests.values()].reduce((sum, count) => sum + count, 0)).toBe(calls)
  })

  it('keeps what it has made when the disk gets full, and goes on to the same tasks when there is room again', async () => {
    const graph = await app.graph()
    let written = 0
    const putRecord = (...record: Parameters<typeof graph.putRecord>): Promise<void> =>
      (written += 1) > 2 ? Promise.reject(fullDisk()) : graph.putRecord(...record)
    const full: App = { ...app, graph: () => Promise.resolve({ ...graph, putRecord }) }
    const wishes = { profile: 'grounded', n: 3, seed: 13 } as const
    const stopped = await generateNewTasks(full, wishes)
    expect(stopped.stopped).toMatchObject({ code: 'unavailable', message: expect.stringContaining('is full') })
    expect(stopped.tasks).toHaveLength(2)
    const resumed = await generateNewTasks(app, { ...wishes, isResumed: true })
    expect(resumed.tasks.slice(0, 2)).toEqual(stopped.tasks)
    expect(resumed.tasks).toHaveLength(3)
  })

  it('ends before a budget gives out, and says so', async () => {
    const { tasks, stopped } = await generate({ n: 50, seed: 9, budgetTokens: 1_000 })
    expect(stopped).toMatchObject({ code: 'budget-exceeded' })
    expect(tasks.length).toBeGreaterThan(0)
  })

  it('has no topic along paths of the graph', async () => {
    await expect(generate({ profile: 'graph-path', topic: 'nacre' })).rejects.toMatchObject({ code: 'invalid-input' })
  })
})
