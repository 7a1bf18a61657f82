import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { makeId } from '#core/id.ts'
import { createDocumentWriter } from '#ingest/document-writer.ts'
import { createExtractor } from '#ingest/extract/create-extractor.ts'
import { prepareDocument } from '#ingest/prepare-document.ts'
import { sha256 } from '#core/id.ts'
import { composeTwoHops } from './retrieval/compose-two-hops.ts'
import { measureWays, toMarkdown } from './retrieval/measure-ways.ts'
import { reviewedTwoHops } from './retrieval/reviewed-two-hops.ts'
import { waysToSearch } from './retrieval/ways-to-search.ts'
import { withStores } from './retrieval/with-stores.ts'

/**
 * Two-hop questions over full papers, composed from paths of the graph that our own extraction makes: see `composeTwoHops`.
 * A hit counts if it is one of the two chunks. Other passages may answer too, so the figures are low for every way; what
 * they tell is which way is better.
 * Of what is composed, only the questions that were read and found good are asked (`reviewedTwoHops`), all with --all: those
 * of other papers have not been read.
 * Usage: node test/bench/two-hop-materials.ts --file PAPERS.jsonl [--all] [--json] [--show] [--keep FOLDER] [--only NAME,NAME]
 * PAPERS.jsonl: one JSON object a line with `title` and `text`. --show: prints the questions instead of asking them.
 */
const mostComposed = 600
const { values: flags } = parseArgs({
  options: {
    file: { type: 'string' },
    all: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
    keep: { type: 'string' },
    only: { type: 'string' },
  },
})
if (flags.file === undefined) throw new Error('Expected --file PAPERS.jsonl with title and text on each line.')
const paperSchema = z.object({ title: z.string(), text: z.string() })
const papers = readFileSync(flags.file, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => paperSchema.parse(JSON.parse(line)))

await withStores(flags.keep, async (stores) => {
  const extract = createExtractor({ mode: 'rules' })
  const writer = createDocumentWriter(stores, () => undefined)
  for (const { title, text } of papers) {
    const id = makeId('doc', title, text)
    if ((await stores.graph.hasDocuments([id])).has(id)) continue
    const document = { id, title, source: title, mediaType: 'text/plain', text, pages: [] }
    await writer.add(await prepareDocument(document, { ...stores, extract }, { areNew: true }))
  }
  await writer.flush()
  await stores.vectors.optimize()

  const composed = await composeTwoHops(stores.graph, mostComposed)
  const questions = composed.filter(({ text }) => flags.all || reviewedTwoHops.has(sha256(text).slice(0, 12)))
  if (questions.length === 0) {
    throw new Error(
      `None of the ${composed.length} questions composed from these papers was reviewed: ask them all with --all.`,
    )
  }
  if (flags.show) {
    for (const { text, bridge, first, second } of questions) {
      console.log(`${text}\n  bridge: ${bridge}\n  1: ${first.sentence}\n  2: ${second.sentence}\n`)
    }
    return
  }
  const asked = questions.map(({ text, first, second }) => ({ text, gold: new Set([first.chunkId, second.chunkId]) }))
  const tables = await measureWays(
    await waysToSearch(stores, flags.only?.split(',')),
    asked,
    ({ chunkId }) => chunkId,
    (name) => console.error(`${name} …`),
  )
  const { documents, chunks } = await stores.graph.stats()
  const report = {
    composed: composed.length,
    questions: asked.length,
    documents,
    chunks,
    ways: Object.fromEntries(tables),
  }
  console.log(flags.json ? JSON.stringify(report) : toMarkdown(tables))
})
