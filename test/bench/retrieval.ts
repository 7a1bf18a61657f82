import { parseArgs } from 'node:util'
import { ingestDataset } from './retrieval/ingest-dataset.ts'
import { measureWays, toMarkdown } from './retrieval/measure-ways.ts'
import { readDataset } from './retrieval/read-dataset.ts'
import { waysToSearch } from './retrieval/ways-to-search.ts'
import { withStores } from './retrieval/with-stores.ts'

/**
 * Retrieval on a folder of passages and multi-hop questions (see `readDataset`), through the product's own stores, embedder
 * and search, no language model. Prints the figures of the default mode and, by name, of every other mode and of the default
 * with parts switched off, with 95 % bootstrap intervals and the paired difference to the default.
 * Usage: node test/bench/retrieval.ts --dataset DIR [--json] [--own] [--keep FOLDER] [--only NAME,NAME] [--half 1|2]
 * --own: leave given triples out, so that our own extraction makes the graph. --keep: the stores stay there and are used
 * again. --half: only every second question, from the first or the second on.
 */
const { values: flags } = parseArgs({
  options: {
    dataset: { type: 'string' },
    json: { type: 'boolean', default: false },
    own: { type: 'boolean', default: false },
    keep: { type: 'string' },
    only: { type: 'string' },
    half: { type: 'string' },
  },
})
if (flags.dataset === undefined)
  throw new Error('Expected --dataset DIR, a folder with *_corpus.json and a file of questions.')
const { questions: all, ...dataset } = readDataset(flags.dataset)
const questions = flags.half === undefined ? all : all.filter((_, at) => at % 2 === Number(flags.half) - 1)
const triples = flags.own ? undefined : dataset.triples

await withStores(flags.keep, async (stores) => {
  const started = performance.now()
  await ingestDataset(dataset, triples, stores)
  const ingestSeconds = Math.round((performance.now() - started) / 1000)
  const ways = await waysToSearch(stores, flags.only?.split(','))
  const tables = await measureWays(
    ways,
    questions,
    ({ documentId }) => documentId,
    (name) => console.error(`${name} …`),
  )
  const { documents, chunks, entities, relations } = await stores.graph.stats()
  const from = triples === undefined ? 'own extraction' : 'given triples'
  const corpus = { documents, chunks, entities, relations, from, ...dataset.counts, ingestSeconds }
  const [fused, ...others] = tables
  const report = { ...fused?.[1], questions: questions.length, corpus, ablations: Object.fromEntries(others) }
  console.log(flags.json ? JSON.stringify(report) : toMarkdown(tables))
})
