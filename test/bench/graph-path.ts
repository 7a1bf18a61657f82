import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { examinePair } from '#agents/pairs/examine-pair.ts'
import { writeOpenBookThinking } from '#agents/pairs/write-open-book-thinking.ts'
import { answerPathTask } from '#agents/tasks/graph-path/answer-path-task.ts'
import { examinePathTask } from '#agents/tasks/graph-path/examine-path-task.ts'
import { generatePathTasks } from '#agents/tasks/graph-path/generate-path-tasks.ts'
import { nearDuplicates } from '#agents/pairs/quality/near-duplicates.ts'
import { numbersInText, unstatedNumbers } from '#agents/verify/numbers-in-text.ts'
import { openLanceDbVectorStore } from '#graph/lancedb/lancedb-vector-store.ts'
import { openSqliteGraphStore } from '#graph/sqlite/sqlite-graph-store.ts'
import { createExtractor } from '#ingest/extract/create-extractor.ts'
import { ingest } from '#ingest/ingest.ts'
import { findSources } from '#ingest/load/find-sources.ts'
import { wordEmbedder } from '#test/word-embedder.ts'

/**
 * Yield and soundness of tasks of profile `graph-path`: `node test/bench/graph-path.ts [SOURCE …]`, the sample corpus where
 * none is named; `--show N` prints N of them. Nothing but the graph is needed, so no model is loaded.
 */
const words = process.argv.slice(2)
const shown = words[0] === '--show' ? Number(words.splice(0, 2)[1]) : 0
const sources = words.length > 0 ? words : [join(import.meta.dirname, '../../examples/corpus')]
const folder = mkdtempSync(join(tmpdir(), 'nacre-bench-'))
const embedder = { ...wordEmbedder, maxTokens: 256 }
const vectors = await openLanceDbVectorStore({
  folder: join(folder, 'vectors'),
  embedderId: embedder.id,
  dimensions: embedder.dimensions,
})
const graph = openSqliteGraphStore(join(folder, 'graph.sqlite'))
try {
  const extract = createExtractor({ mode: 'rules' })
  const { documents, failed } = await ingest(await findSources(sources), { graph, vectors, embedder, extract })
  if (failed.length > 0) console.log(`could not be read: ${failed.map(({ source }) => source).join(', ')}`)

  const startedMs = performance.now()
  const startedCpu = process.cpuUsage()
  const { tasks, dropped } = await generatePathTasks(
    { n: 1_000, seed: 1 },
    { graph },
    { onTask: (task) => graph.putRecord('task', task) },
  )
  const seconds = (performance.now() - startedMs) / 1_000
  const { user, system } = process.cpuUsage(startedCpu)

  const flaws = (await Promise.all(tasks.map((task) => examinePathTask(task, graph)))).filter(
    (flaw) => flaw !== undefined,
  )
  const traces = tasks.map((task) => answerPathTask(task))
  const unsupported = traces.flatMap(({ answer, citations }) =>
    unstatedNumbers(
      answer,
      citations.map(({ quote }) => quote),
    ),
  )
  const refused = tasks.flatMap((task, index) => {
    const chosen = `${writeOpenBookThinking(task)}\n${traces[index]!.answer}`
    return examinePair({ prompt: task.trainingPrompt, chosen, rejected: 'I do not know.' }, traces[index]!) ?? []
  })
  const shapes = Map.groupBy(tasks, ({ shape = 'chain', path = [] }) =>
    shape === 'chain' ? `chain of ${path.length}` : shape,
  )
  const places = Map.groupBy(tasks, ({ book = [], path = [] }) => {
    const place = book.findIndex(({ step }) => step === path.length - 1)
    return `${place + 1} of ${book.length}`
  })
  const ofBook = (size: number): string =>
    Array.from({ length: size }, (_, place) => places.get(`${place + 1} of ${size}`)?.length ?? 0).join(' ')

  console.log(
    `${documents} documents; ${tasks.length} tasks in ${seconds.toFixed(1)} s (CPU ${((user + system) / 1e6).toFixed(1)} s)`,
  )
  console.log(`${Math.round((60 * tasks.length) / seconds)} a minute`)
  console.log(`shapes: ${[...shapes].map(([name, { length }]) => `${name} ${length}`).join(', ')}`)
  console.log(`left out: ${JSON.stringify(dropped)}`)
  console.log(`made again from what is stored: ${tasks.length - flaws.length} of ${tasks.length}`)
  console.log(
    `numbers in answers: ${traces.flatMap(({ answer }) => numbersInText(answer)).length}, of them without a source: ${unsupported.length}`,
  )
  console.log(`pass the gates: ${tasks.length - refused.length} of ${tasks.length} ${[...new Set(refused)].join('; ')}`)
  console.log(`nearly the same questions: ${nearDuplicates(tasks.map(({ question }) => question)).length}`)
  for (const size of [3, 4, 5, 6, 7, 8]) console.log(`answers by place, books of ${size}: ${ofBook(size)}`)
  const step = Math.max(1, Math.floor(tasks.length / Math.max(1, shown)))
  for (const { question, path = [] } of tasks.filter((_, index) => index % step === 0).slice(0, shown)) {
    console.log(`\n${question}`)
    for (const { evidence } of path) console.log(`    ${evidence.text.replaceAll(/\s+/g, ' ')}`)
  }
} finally {
  await graph.close()
  await vectors.close()
  rmSync(folder, { recursive: true, force: true })
}
